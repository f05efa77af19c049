import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseMail } from '../../src/connectors/mime.ts';
import { automaticKind } from '../../src/domain/mail/automatic.ts';
import { corpusFiles, sayFigure } from '../support/corpora.ts';

const own = ['contact@secretariat.example'];

test('authored-fr/autoreply_headers: all right', async () => {
  const [file] = (await corpusFiles('mail/authored-fr')).filter((each) => each.endsWith('autoreply_headers.jsonl'));
  const cases = (await readFile(file!, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; headers: Record<string, string>; truth: string });
  const wrong: string[] = [];
  for (const { id, headers, truth } of cases) {
    const head = { From: 'julie@client.example', To: own[0], Subject: 'Devis', ...headers };
    const raw = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
    const kind = automaticKind(await parseMail(Buffer.from(`${raw.join('')}\r\nBonjour`)), own);
    if ((kind === null) !== (truth === 'repondre')) wrong.push(id);
  }
  sayFigure('autoreply_headers', cases.length - wrong.length, cases.length);
  expect(cases.length).toBeGreaterThan(15);
  expect(wrong).toEqual([]);
});

test('bounces-sisimai: at least 98 % are known as bounces, and none of not/ is', async () => {
  const files = (await corpusFiles('mail/bounces-sisimai')).filter((file) => file.endsWith('.eml'));
  const kinds = await Promise.all(
    files.map(async (file) => ({ file, kind: automaticKind(await parseMail(await readFile(file)), own) })),
  );
  const isNot = (file: string) => /[\\/]not[\\/]/u.test(file);
  const bounces = kinds.filter(({ file }) => !isNot(file));
  const known = bounces.filter(({ kind }) => kind === 'bounce').length;
  sayFigure('bounces-sisimai, recognised', known, bounces.length);
  expect(bounces.length).toBeGreaterThan(190);
  expect(known / bounces.length).toBeGreaterThanOrEqual(0.98);
  expect(kinds.filter(({ file, kind }) => isNot(file) && kind === 'bounce')).toEqual([]);
});
