import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/domain/proposal.ts';
import { cutDraft, fillGaps } from '../../src/web/draft.ts';

const known = (text: string, id: string): Claim => ({ text, source: { kind: 'knowledge', id, quote: text } });

describe('a draft on the page', () => {
  test('marks facts with the number of their source and gaps as gaps', () => {
    const claims = [known('25 €', 'a'), known('5 €', 'b'), { text: 'mardi', source: null }];
    const { segments, sources } = cutDraft('Mardi ou mardi : 25 €, puis 5 €. [[gap: heure]]', claims);
    expect(segments.map((each) => (each.kind === 'gap' ? `[${each.label}]` : each.text)).join('')).toBe(
      'Mardi ou mardi : 25 €, puis 5 €. [heure]',
    );
    expect(segments.filter((each) => each.kind === 'fact')).toEqual([
      { kind: 'fact', text: 'mardi', source: null },
      { kind: 'fact', text: '25 €', source: 1 },
      { kind: 'fact', text: '5 €', source: 2 },
    ]);
    expect(sources.map((claim) => claim.source?.id)).toEqual(['a', 'b']);
  });

  test('never marks inside a gap', () => {
    const { segments } = cutDraft('le [[gap: prix de 5 €]]', [known('5 €', 'b')]);
    expect(segments.map((each) => each.kind)).toEqual(['text', 'gap']);
  });

  test('fills gaps in order; an empty answer leaves its gap open', () => {
    const body = 'De [[gap: a]] à [[gap: b]], $& compris.';
    expect(fillGaps(body, ['9 h', '10 h'])).toBe('De 9 h à 10 h, $& compris.');
    expect(fillGaps(body, [' ', '10 h'])).toBe('De [[gap: a]] à 10 h, $& compris.');
  });
});
