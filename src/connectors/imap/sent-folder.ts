import type { ImapFlow, ListResponse } from 'imapflow';
import type { FolderMark } from '../../domain/mail/folder-batch.ts';

/**
 * What it is called where SPECIAL-USE (RFC 6154) is missing: Thunderbird and Dovecot, Outlook and Exchange, Apple, Gmail, Yahoo,
 * Orange, Free, SFR, La Poste, Ionos, OVH.
 */
const wellKnown = [
  'sent',
  'sent items',
  'sent messages',
  'sent mail',
  'sent-mail',
  'sentbox',
  'outbox',
  'outbox.sent',
  'envoyés',
  'envoyes',
  'éléments envoyés',
  'elements envoyes',
  'messages envoyés',
  'messages envoyes',
  'objets envoyés',
  'courrier envoyé',
  'courriers envoyés',
  'mails envoyés',
];

/** The path of the Sent folder: the one set for the mailbox, else by what the server says, else by its name; null: none. */
export async function findSentFolder(session: ImapFlow, set: string | null = null): Promise<string | null> {
  const folders = await session.list();
  return set !== null && folders.some(({ path }) => path === set) ? set : chooseSent(folders);
}

/** Of several that bear such a name, the one named first above; one that cannot be opened is none. */
export function chooseSent(
  folders: Pick<ListResponse, 'path' | 'name' | 'flags' | 'specialUse' | 'specialUseSource'>[],
) {
  const usable = folders.filter(({ flags }) => ![...flags].some((flag) => /^\\(?:noselect|nonexistent)$/iu.test(flag)));
  const said = usable.find(
    ({ specialUse, specialUseSource }) => specialUse === '\\Sent' && specialUseSource !== 'name',
  );
  const rank = ({ name }: { name: string }) => wellKnown.indexOf(name.normalize('NFC').toLowerCase());
  const named = usable.filter((folder) => rank(folder) >= 0).toSorted((a, b) => rank(a) - rank(b));
  return (said ?? named[0])?.path ?? null;
}

/** Whether it is worth opening: asked from outside, so that the inbox stays the open folder. */
export async function hasMoved(session: ImapFlow, path: string, mark: FolderMark | undefined): Promise<boolean> {
  if (!mark || mark.path !== path || mark.skipped.length > 0) return true;
  const status = await session.status(path, { uidNext: true, uidValidity: true });
  if (!status || !status.uidNext || !status.uidValidity) return true;
  return String(status.uidValidity) !== mark.uidValidity || status.uidNext !== mark.lastUid + 1;
}
