/** Why a mail came back, in the few kinds that a person acts upon differently. */
export type BounceCode =
  | 'user-unknown'
  | 'domain-unknown'
  | 'mailbox-full'
  | 'too-large'
  | 'policy'
  | 'expired'
  | 'other';

/** One recipient of a delivery that a delivery report (RFC 3464, or a server's own words) says was not reached. */
export interface BouncedRecipient {
  /** Lower case. */
  address: string;
  code: BounceCode;
  /** RFC 3463, such as `5.1.1`; null when the report has none. */
  status: string | null;
}
