import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { Level, Lane } from '../../src/domain/gate/finding.ts';
import { RejectReason, ProposalKind, SourceKind } from '../../src/domain/proposal.ts';
import { Action, Category } from '../../src/domain/triage.ts';
import { DeliveryState, MessageState, ProposalState } from '../../src/web/api/schemas.ts';
import { sentenceOf } from '../../src/web/failure.ts';
import { gapsInMarks, gapsInWords } from '../../src/web/gap-words.ts';
import { chooseLocale, frenchSpaces, wordsOf } from '../../src/web/locale.ts';
import en from '../../src/web/locales/en.json' with { type: 'json' };
import fr from '../../src/web/locales/fr.json' with { type: 'json' };

const source = new URL('../../src/', import.meta.url);
const french: Record<string, string> = fr;
const english: Record<string, string> = en;

describe('the two languages', () => {
  test('say the same keys with the same parameters', () => {
    expect(Object.keys(english).toSorted()).toEqual(Object.keys(french).toSorted());
    const holes = (text = '') => [...text.matchAll(/\{\w+\}/gu)].map(([hole]) => hole).toSorted();
    for (const key of Object.keys(french)) expect(holes(english[key]), key).toEqual(holes(french[key]));
  });

  test('have every key that the code names', async () => {
    const used = new Set<string>();
    for (const file of await readdir(new URL('web/', source), { recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      const text = await readFile(new URL(`web/${file}`, source), 'utf8');
      for (const [, key = ''] of text.matchAll(/\bt\(\s*'([\w.-]+)'/gu)) used.add(key);
      for (const [, key = ''] of text.matchAll(/\bcount\(\s*'([\w.-]+)'/gu)) used.add(`${key}.one`).add(`${key}.other`);
    }
    expect(used.size).toBeGreaterThan(150);
    expect([...used].filter((key) => !(key in french))).toEqual([]);
  });

  test('have a sentence for every code met at run time', async () => {
    const gate = new URL('domain/gate/', source);
    const codes = new Set<string>();
    for (const file of await readdir(gate)) {
      if (!file.endsWith('.ts')) continue;
      const text = await readFile(new URL(file, gate), 'utf8');
      for (const [, said, fact] of text.matchAll(/(?:code: |say\()'([a-z-]+)'|'([a-z]+-unsupported)'/gu))
        codes.add(said ?? fact ?? '');
    }
    expect(codes.size).toBeGreaterThan(10);
    const families: Record<string, Iterable<string>> = {
      category: Category.options,
      action: Action.options,
      finding: codes,
      reject: RejectReason.options,
      kind: ProposalKind.options,
      source: SourceKind.options,
      level: Level.options,
      state: MessageState.options,
      proposal: ProposalState.options,
      delivery: DeliveryState.options,
    };
    const wanted = Object.entries(families).flatMap(([family, each]) => [...each].map((code) => `${family}.${code}`));
    for (const lane of Lane.options) wanted.push(`lane.${lane}.one`, `lane.${lane}.many`);
    expect(wanted.filter((key) => !(key in french))).toEqual([]);
  });
});

test('French gets its spaces, numbers their own', () => {
  expect(frenchSpaces('« Oui » : vraiment ?')).toBe('«\u202FOui\u202F»\u00A0: vraiment\u202F?');
  expect(wordsOf.fr.count('queue.gaps', 1200)).toBe('1\u202F200 à compléter');
  expect(wordsOf.en.count('nav.alerts', 1)).toBe('1 delivery waits for your answer');
});

test('an unknown code is shown, not thrown', () => {
  expect(wordsOf.fr.say('finding', 'not-yet-written')).toContain('not-yet-written');
});

test('what jobs and pages throw is said in words', () => {
  expect(sentenceOf(wordsOf.fr, 'letter-differs', { fields: 'subject, text' })).toContain('(Objet, Texte)');
  expect(sentenceOf(wordsOf.fr, 'not-found', {})).toContain('n’existe');
});

test('the language is chosen, else spoken, else French', () => {
  expect(chooseLocale('en', 'fr-FR')).toBe('en');
  expect(chooseLocale(null, 'de-DE,en-GB;q=0.8,fr;q=0.5')).toBe('en');
  expect(chooseLocale(null, 'de')).toBe('fr');
  expect(chooseLocale(null, undefined)).toBe('fr');
});

test('gaps are written in words and read back, in both languages', () => {
  const body = 'Nous passons [[gap: jour et heure]] au [[gap: lieu]].';
  for (const words of Object.values(wordsOf)) expect(gapsInMarks(gapsInWords(words, body))).toBe(body);
  expect(gapsInMarks('le [[à compléter: jour]]')).toBe('le [[gap: jour]]');
});
