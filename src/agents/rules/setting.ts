import type { DraftInput } from '../../domain/agent.ts';
import type { Details } from './details.ts';
import type { Orders } from './forwarder-orders.ts';
import type { Intent } from './intents.ts';
import type { Speech } from './speech.ts';

/** All a line of the letter may draw on. */
export interface Setting {
  input: DraftInput;
  intent: Intent;
  speech: Speech;
  details: Details;
  orders: Orders;
}

/** A gap's label holds no bracket and stays short. */
export function quoteForLabel(text: string): string {
  const bare = text.replace(/[[\]]/gu, '').replace(/\s+/gu, ' ').trim();
  return `« ${bare.length > longest ? `${bare.slice(0, longest - 1)}…` : bare} »`;
}

const longest = 140;
