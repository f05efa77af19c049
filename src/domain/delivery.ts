import { AppError } from './errors.ts';
import type { Envelope } from './mail.ts';

/**
 * One approved mail on its way (DESIGN 4.9). `sending` is committed before the dot that ends DATA: a death before it leaves
 * `queued`, to be sent; after it `unknown`, settled by the Message-ID in Sent, or by a person; never resent by itself.
 */
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'cancelled';

const next: Record<DeliveryState, readonly DeliveryState[]> = {
  // `queued`: postponed. `sent`: a person wanted it sent again, and its first sender, taken for dead, hears that it has left.
  queued: ['queued', 'sending', 'sent', 'cancelled', 'failed'],
  sending: ['sent', 'queued', 'failed', 'unknown'],
  unknown: ['sent', 'queued', 'failed', 'cancelled'],
  failed: ['queued', 'cancelled'],
  // A server that took it may send it back, hours later.
  sent: ['failed'],
  cancelled: [],
};

export const mayFollow = (from: DeliveryState, to: DeliveryState): boolean => next[from].includes(to);

export function transitDelivery(from: DeliveryState, to: DeliveryState): DeliveryState {
  if (!mayFollow(from, to)) throw new AppError('delivery-state', { from, to });
  return to;
}

/**
 * Time for the Sent folder to speak before a person is asked about an `unknown` mail, and before we file a copy ourselves
 * where a provider may do it: what files its own does so within seconds, a busy one within a minute or two.
 */
export const witnessMs = 180_000;

/** Whether only a person can tell any more. `witnessed`: the Sent folder is read, and its copies are the provider's own. */
export const asksPerson = (
  { state, stateAt, witnessed }: { state: DeliveryState; stateAt: Date; witnessed: boolean },
  now: Date,
): boolean => state === 'unknown' && !(witnessed && now.getTime() - stateAt.getTime() < witnessMs);

/**
 * What a transport reports. `not-sent`: the server does not have it, safe to try again. `uncertain`: it was given the dot and
 * no answer came. `withdrawn`: `beforeDot` said no. `refused` in `sent`: recipients it would not take while it took others.
 */
export type SendOutcome =
  | { kind: 'sent'; response: string; refused?: string[] }
  | { kind: 'not-sent'; reason: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'uncertain'; reason: string }
  | { kind: 'withdrawn' };

/**
 * Gives `raw` to the recipients of `envelope`, whatever its headers say. `beforeDot` is asked once, when all but the end of
 * the mail has been taken: only its true lets the mail leave. Never throws for what a server does; throws what `beforeDot`
 * throws, and then nothing has left.
 */
export type Send = (raw: Buffer, envelope: Envelope, beforeDot: () => Promise<boolean>) => Promise<SendOutcome>;

/** For a mail that nobody can take back any more. */
export const leaves = (): Promise<boolean> => Promise.resolve(true);
