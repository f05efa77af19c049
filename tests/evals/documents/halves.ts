import { createHash } from 'node:crypto';

export type Half = 'tuned' | 'held-out';

/**
 * Rules are made looking at one half of the documents and measured on both. All documents of a group, that is of one layout
 * and issuer, lie in the same half.
 */
export const halfOf = (group: string): Half =>
  (createHash('sha256').update(group).digest()[0] ?? 0) % 2 === 0 ? 'tuned' : 'held-out';
