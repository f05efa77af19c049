import { findGaps } from '../domain/gap.ts';
import type { Claim } from '../domain/proposal.ts';

/** A draft cut for the page: plain text, gaps to fill, facts with the number of their source (null: nobody gave it). */
export type Segment =
  | { kind: 'text'; text: string }
  | { kind: 'gap'; label: string; index: number }
  | { kind: 'fact'; text: string; source: number | null };

export interface Cut<C extends Claim> {
  segments: Segment[];
  /** Sources in the order in which the text meets them; number n is at n - 1. */
  sources: C[];
}

/** Every occurrence of a claimed fact is marked; where two overlap, the longer one wins. Gaps always win. */
export function cutDraft<C extends Claim>(body: string, claims: readonly C[]): Cut<C> {
  const gaps = findGaps(body).map((gap, index) => ({ ...gap, index, claim: null }));
  const facts = [...claims]
    .filter((claim) => claim.text.trim() !== '')
    .toSorted((a, b) => b.text.length - a.text.length)
    .flatMap((claim) =>
      occurrences(body, claim.text).map((start) => ({ start, end: start + claim.text.length, claim })),
    );
  const taken: { start: number; end: number }[] = [...gaps];
  const marks = [...gaps, ...facts.filter((fact) => isFree(fact, taken) && taken.push(fact))].toSorted(
    (a, b) => a.start - b.start,
  );
  const segments: Segment[] = [];
  const sources: C[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.start > at) segments.push({ kind: 'text', text: body.slice(at, mark.start) });
    at = mark.end;
    if ('label' in mark) segments.push({ kind: 'gap', label: mark.label, index: mark.index });
    else segments.push({ kind: 'fact', text: body.slice(mark.start, mark.end), source: numberOf(mark.claim, sources) });
  }
  if (at < body.length) segments.push({ kind: 'text', text: body.slice(at) });
  return { segments, sources };
}

/** Gaps replaced in order by what the person typed; an empty answer leaves its gap open. */
export function fillGaps(body: string, answers: readonly string[]): string {
  const gaps = findGaps(body);
  return gaps.toReversed().reduce((text, gap, fromEnd) => {
    const answer = answers[gaps.length - 1 - fromEnd]?.trim();
    return answer ? text.slice(0, gap.start) + answer + text.slice(gap.end) : text;
  }, body);
}

function occurrences(body: string, text: string): number[] {
  const found: number[] = [];
  for (let at = body.indexOf(text); at !== -1; at = body.indexOf(text, at + text.length)) {
    // '5 €' must not be marked inside '25 €'.
    const before = body[at - 1] ?? ' ';
    const after = body[at + text.length] ?? ' ';
    if (!(isWord(before) && isWord(text[0] ?? ' ')) && !(isWord(after) && isWord(text.at(-1) ?? ' '))) found.push(at);
  }
  return found;
}

const isWord = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

const isFree = (fact: { start: number; end: number }, taken: { start: number; end: number }[]): boolean =>
  taken.every((other) => fact.end <= other.start || fact.start >= other.end);

function numberOf<C extends Claim>(claim: C, sources: C[]): number | null {
  const { source } = claim;
  if (!source) return null;
  const known = sources.findIndex(
    (other) =>
      other.source?.kind === source.kind && other.source.id === source.id && other.source.quote === source.quote,
  );
  return known === -1 ? sources.push(claim) : known + 1;
}
