import type { Draft } from '../domain/agent.ts';

/** About four printed pages: no answer of a small business is longer. */
const maxBodyChars = 12_000;
const maxClaims = 40;

/**
 * What code corrects in a draft, and nothing else: the client's signature or its first line at the end (it is composed
 * when the letter is signed, once), length, number of claims.
 */
export function cleanDraft(draft: Draft, signature: string): Draft {
  const own = new Set(
    signature
      .split('\n')
      .map(bare)
      .filter((line) => line !== ''),
  );
  const lines = draft.body.replaceAll('\r\n', '\n').trim().split('\n');
  while (lines.length > 1 && isSignature(lines.at(-1) ?? '')) lines.pop();
  return {
    language: draft.language,
    body: lines.join('\n').trimEnd().slice(0, maxBodyChars),
    claims: draft.claims.slice(0, maxClaims),
  };

  function isSignature(line: string): boolean {
    return bare(line) === '' || own.has(bare(line));
  }
}

/** Words and figures only: a signature retyped with other dashes or spaces is the same. */
const bare = (line: string): string =>
  line
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
