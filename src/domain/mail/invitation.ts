import type { Address } from '../mail.ts';

/** RFC 5546 1.4: what the sender of a calendar part wants. */
export type InvitationMethod = 'request' | 'cancel' | 'reply' | 'counter' | 'publish' | 'other';

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
  organizer: Address | null;
  attendees: (Address & { answer: 'accepted' | 'declined' | 'tentative' | 'open' })[];
}
