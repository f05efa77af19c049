import type { AutomaticKind, ParsedAttachment } from '../domain/mail.ts';
import type { Invitation } from '../domain/mail/invitation.ts';
import type { ReadMail } from './read-mail.ts';

export type ParseCalendar = (
  bytes: Uint8Array,
  setting: { method: string; timeZone: string },
  note: (defect: string) => void,
) => Invitation[];

export interface InvitedMail extends ReadMail {
  invitations: Invitation[];
}

/**
 * The mail with the events of its calendar parts; a part that nobody named is no document besides. Programs send the same
 * event twice, as a part and as a file: it is one invitation. What answers an invitation (RFC 5546 3.2.3) is never answered.
 */
export function readInvitations(read: ReadMail, timeZone: string, parse: ParseCalendar): InvitedMail {
  const defects = new Set(read.original.defects);
  const invitations = new Map<string, Invitation>();
  const attachments = read.attachments.filter((part) => {
    if (!isCalendar(part)) return true;
    const setting = { method: part.calendarMethod ?? '', timeZone };
    const events = parse(part.bytes, setting, (defect) => void defects.add(defect));
    for (const event of events) if (invitations.size < MAX_INVITATIONS) keepFirst(invitations, event);
    return events.length === 0 || !unnamed.test(part.name);
  });
  const methods = new Set([...invitations.values()].map(({ method }) => method));
  return {
    ...read,
    original: { ...read.original, defects: [...defects] },
    attachments,
    // In doubt of who wrote, a person looks at it first.
    automatic: read.automatic ?? (read.senderDoubt ? null : automaticBy(methods)),
    invitations: [...invitations.values()],
  };
}

/** RFC 5546 3.2.3, 3.2.5: an answer ends the matter, and a cancellation alone asks for none. */
function automaticBy(methods: ReadonlySet<string>): AutomaticKind | null {
  if (methods.has('reply')) return 'auto-reply';
  return methods.size === 1 && methods.has('cancel') ? 'notification' : null;
}

/** Nobody looks at more in one mail. */
const MAX_INVITATIONS = 50;
/** What a part without a name is called. */
const unnamed = /^document-\d+\.ics$/u;

const isCalendar = ({ declaredType, name }: ParsedAttachment): boolean =>
  /^(?:text\/calendar|application\/ics|text\/x-vcalendar)$/u.test(declaredType) || /\.(?:ics|ical|vcs)$/iu.test(name);

function keepFirst(invitations: Map<string, Invitation>, event: Invitation): void {
  const { uid, occurrence, sequence, start } = event;
  const key = JSON.stringify([uid, occurrence, sequence, uid === '' ? start : '']);
  if (!invitations.has(key)) invitations.set(key, event);
}
