import type { Address } from '../mail.ts';

/** RFC 5546 1.4: what the sender of a calendar part wants. */
export type InvitationMethod = 'request' | 'cancel' | 'reply' | 'counter' | 'publish' | 'other';

export type InvitationAnswer = 'accepted' | 'declined' | 'tentative' | 'open';

/** One event of a text/calendar part (RFC 5545), read by code: shown, never acted upon by itself. */
export interface Invitation {
  method: InvitationMethod;
  uid: string;
  /** RFC 5545 3.8.7.4: a higher one is an update. */
  sequence: number;
  summary: string;
  location: string;
  description: string;
  /** RFC 3339 instant, or `YYYY-MM-DD` for a whole day; null when the part has none that can be read. */
  start: string | null;
  /** Exclusive, in the form of `start`. */
  end: string | null;
  /** IANA name the event was written in; null: UTC or none. */
  timeZone: string | null;
  /** RFC 5545 3.3.10 text when it repeats. */
  recurrence: string | null;
  /** Of a series, the one occurrence meant, in the form of `start` (RFC 5545 3.8.4.4). */
  occurrence: string | null;
  organizer: Address | null;
  attendees: (Address & { answer: InvitationAnswer })[];
  /** What an earlier mail said of the same event, when it said something else. */
  earlier: Pick<Invitation, 'start' | 'end' | 'location'> | null;
}

/** The same invitations, each with what the newest of the `known` ones (newest first) said otherwise of its event. */
export const withEarlier = (invitations: readonly Invitation[], known: readonly Invitation[]): Invitation[] =>
  invitations.map((invitation) => ({ ...invitation, earlier: earlierOf(invitation, known) }));

function earlierOf(invitation: Invitation, known: readonly Invitation[]): Invitation['earlier'] {
  const { uid, occurrence, sequence, start, end, location } = invitation;
  const before = known.find(
    (one) => one.uid === uid && one.occurrence === occurrence && one.sequence <= sequence && one.method !== 'reply',
  );
  if (uid === '' || !before) return null;
  if (before.start === start && before.end === end && before.location === location) return null;
  return { start: before.start, end: before.end, location: before.location };
}

export type InvitationNews = 'invitation' | 'update' | 'cancel' | 'reply' | 'counter';

/** What it says to who gets it. */
export function newsOf({ method, sequence, earlier }: Invitation): InvitationNews {
  if (method === 'cancel' || method === 'reply' || method === 'counter') return method;
  return earlier || sequence > 0 ? 'update' : 'invitation';
}
