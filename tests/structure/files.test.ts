import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles } from './imports.ts';

const longest = 300;
/** Names that say nothing about what is inside. */
const emptyWords = /\b(?:utils?|helpers?|managers?|services?|common|misc|index)\b/u;

const files = [...(await sourceFiles('src')), ...(await sourceFiles('tests'))];
const texts = new Map(
  await Promise.all(files.map(async (file): Promise<[string, string]> => [file, await readFile(file, 'utf8')])),
);
const filesWith = (pattern: RegExp, among: string[] = files) =>
  among.filter((file) => pattern.test(texts.get(file) ?? ''));

test('no file is longer than can be read in one go', () => {
  const lengths = files.map((file) => ({ file, lines: (texts.get(file) ?? '').trimEnd().split('\n').length }));
  expect(lengths.filter(({ lines }) => lines > longest)).toEqual([]);
});

test('a file is named after what it holds', () => {
  const named = files.filter((file) => file.split('/').some((part) => emptyWords.test(path.parse(part).name)));
  expect(named).toEqual([]);
});

test('names are exported, never a default; no file only passes others on', () => {
  expect(filesWith(/^export default\b/mu)).toEqual([]);
  expect(filesWith(/^export (?:type )?\*/mu)).toEqual([]);
});

test('only the configuration reads the environment', () => {
  const sources = files.filter((file) => file.startsWith('src/'));
  // Setting a variable for a library (tracing off) is not reading.
  expect(filesWith(/\bprocess\s*(?:\.\s*env\b(?!\[\w+\] = )|\[)/u, sources)).toEqual(['src/config.ts']);
});

test('nothing silences the compiler or the linter', () => {
  const silencers = [['@ts', 'ignore'].join('-'), ['@ts', 'expect-error'].join('-'), ['@ts', 'nocheck'].join('-')];
  const comments = [...silencers, ['oxlint', 'disable'].join('-'), ['eslint', 'disable'].join('-')];
  expect(filesWith(new RegExp(comments.join('|'), 'u'))).toEqual([]);
});

test('no test is skipped, alone or waiting to be written', () => {
  const tests = files.filter((file) => file.endsWith('.test.ts'));
  expect(filesWith(/\b(?:test|it|describe)\.(?:skip|only|todo|skipIf|runIf|fails)\b/u, tests)).toEqual([]);
});

test('no pattern changes its flags within: V8 forgets them once it optimises no more (facts/fact.ts)', () => {
  expect(
    filesWith(
      /[`/'|(]\(\?[a-z]*-?[a-z]+:/u,
      files.filter((file) => file.startsWith('src/')),
    ),
  ).toEqual(['src/domain/text/facts/fact.ts']);
});
