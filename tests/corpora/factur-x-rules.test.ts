import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { brokenRules } from '../documents/factur-x/en16931.ts';
import { corpusFiles, sayFigure } from '../support/corpora.ts';

interface Case {
  ref: string;
  /** The rules that the official schematrons find broken. */
  assertions_declenchees: string;
}

test('fr-cas-limites: the rules that our writer is tested by see what the official schematrons see', async () => {
  const files = await corpusFiles('documents/fr-cas-limites');
  const manifest = files.find((file) => file.endsWith('manifeste.json'))!;
  const { cas } = JSON.parse(await readFile(manifest, 'utf8')) as { cas: Case[] };
  const missed: string[] = [];
  const official = cas.filter((each) => each.assertions_declenchees !== '');
  for (const { ref, assertions_declenchees: assertions } of official) {
    const broken = brokenRules(await readFile(path.join(path.dirname(manifest), ref, 'factur-x.xml'), 'utf8')).join(
      ' ',
    );
    for (const [rule] of assertions.matchAll(/BR-(?:FR-(?:CO-)?\d+|CO-\d+|[A-Z]{1,2}-\d+|\d+)/gu))
      if (!broken.includes(rule)) missed.push(`${ref} ${rule}`);
  }
  sayFigure(
    'broken rules seen',
    official.length - new Set(missed.map((each) => each.slice(0, 8))).size,
    official.length,
  );
  expect(official.length).toBeGreaterThan(10);
  expect(missed).toEqual([]);
  const sound = await readFile(path.join(path.dirname(manifest), 'OK-001', 'factur-x.xml'), 'utf8');
  // A sound invoice of another profile than ours.
  expect(brokenRules(sound)).toEqual(['BR-01']);
});
