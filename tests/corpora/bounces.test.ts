import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseMail } from '../../src/connectors/mime.ts';
import { readBounce } from '../../src/domain/mail/bounce.ts';
import { corpusFiles, sayFigure } from '../support/corpora.ts';

const aside = /[\\/]not[\\/]|[\\/](?:arf|rfc3834)-/u;
/** What a report gives back of the mail that it is about. */
const givesId = (raw: string) => (raw.match(/^[> ]*message-id:\s*<[^<>\s]+>/gimu) ?? []).length > 1;
const onlyDelay = /action:\s*(?:delayed|expanded|delivered)|has been delayed|warning (?:message )?only/iu;

test('bounces-sisimai: who was not reached is read from nearly every report that gives its mail back', async () => {
  const files = (await corpusFiles('mail/bounces-sisimai')).filter(
    (file) => file.endsWith('.eml') && !aside.test(file),
  );
  const whole: string[] = [];
  const missed: string[] = [];
  for (const file of files) {
    const bytes = await readFile(file);
    const raw = bytes.toString('latin1');
    if (!givesId(raw) || onlyDelay.test(raw)) continue;
    whole.push(file);
    if (!readBounce(await parseMail(bytes))?.failed.length) missed.push(path.basename(file));
  }
  sayFigure('bounces-sisimai, tied and named', whole.length - missed.length, whole.length);
  expect(whole.length).toBeGreaterThan(120);
  expect(missed.length / whole.length, missed.join(' ')).toBeLessThanOrEqual(0.05);
});
