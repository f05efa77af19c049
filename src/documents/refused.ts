import type { Unreadable } from './reading.ts';

/** How a reader in a sandbox gives up, wherever it stands; its program makes it a value again. */
export class Refused extends Error {
  readonly reason: Unreadable;
  constructor(reason: Unreadable) {
    super(reason);
    this.reason = reason;
  }
}
