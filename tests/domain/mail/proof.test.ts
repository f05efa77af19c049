import { expect, test } from 'vitest';
import { learntSentCopy } from '../../../src/domain/mail/proof.ts';
import type { SentCopy } from '../../../src/domain/mail/providers.ts';

test.each<[SentCopy, boolean, SentCopy]>([
  ['watch', true, 'server'],
  ['parapheur', true, 'server'],
  ['server', true, 'server'],
  ['watch', false, 'parapheur'],
  ['parapheur', false, 'parapheur'],
  ['server', false, 'watch'],
])('%s, and a copy by the server: %s → %s', (before, filed, after) => {
  expect(learntSentCopy(before, filed)).toBe(after);
});
