import type { Finding } from '../../domain/gate/finding.ts';
import type { Filter } from '../filter.ts';

/** Why the card is shown again after a decision that was not taken. */
export type CardNotice =
  | { kind: 'stale'; state: string }
  | { kind: 'blocked'; gaps: string[]; findings: Finding[] }
  /** It could not be done; the sentence says what to do. */
  | { kind: 'failed'; sentence: string };

export interface CardFrame {
  notice: CardNotice | null;
  filter: Filter;
  /** The card has the page for itself: there is no list beside it. */
  alone: boolean;
}
