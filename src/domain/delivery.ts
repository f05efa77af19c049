import { AppError } from './errors.ts';
import type { Envelope } from './mail.ts';

/**
 * One approved mail on its way (DESIGN 4.9). `sending` is committed before DATA, so that a death after it is `unknown`:
 * settled by looking for the Message-ID in Sent, or by a person; never resent by itself.
 */
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'cancelled';

const next: Record<DeliveryState, readonly DeliveryState[]> = {
  queued: ['sending', 'cancelled', 'failed'],
  sending: ['sent', 'queued', 'failed', 'unknown'],
  unknown: ['sent', 'queued', 'cancelled'],
  failed: ['queued', 'cancelled'],
  // A server that took it may send it back, hours later.
  sent: ['failed'],
  cancelled: [],
};

export function transitDelivery(from: DeliveryState, to: DeliveryState): DeliveryState {
  if (!next[from].includes(to)) throw new AppError('delivery-state', { from, to });
  return to;
}

/**
 * What a transport reports. `not-sent`: failed before DATA, safe to try again. `uncertain`: failed after DATA began.
 * `refused` in `sent`: recipients the server would not take while it took the others.
 */
export type SendOutcome =
  | { kind: 'sent'; response: string; refused?: string[] }
  | { kind: 'not-sent'; reason: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'uncertain'; reason: string };

/** Gives `raw` to the recipients of `envelope`, whatever its headers say. Never throws for what a server does. */
export type Send = (raw: Buffer, envelope: Envelope) => Promise<SendOutcome>;
