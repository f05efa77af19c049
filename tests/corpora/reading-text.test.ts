import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { trimForReading } from '../../src/domain/mail/reading-text.ts';
import { corpusFiles, sayFigure } from '../support/corpora.ts';

test('reply-discourse: the visible reply, exactly, on at least 92 %', async () => {
  const emails = await corpusFiles('mail/reply-discourse/emails');
  const right = await Promise.all(
    emails.map(async (file) => {
      const answer = path.join(path.dirname(file), '..', 'trimmed', path.basename(file));
      return trimForReading(await text(file)) === printed(await text(answer));
    }),
  );
  const good = right.filter(Boolean).length;
  sayFigure('reply-discourse, exact visible reply', good, emails.length);
  expect(emails.length).toBeGreaterThan(35);
  expect(good / emails.length).toBeGreaterThanOrEqual(0.92);
});

/** What French mail programs write above a quote or below a letter. */
const frenchMarks = /\ba écrit\s?:|envoyé (?:le|à partir)|message d['’]origine|^\s*objet\s?:/imu;
/** The set's own expectation for nearly all its files: the first paragraph, which ends with these words. */
const lorem = /^Fusce bibendum.*?arcu varius aliquet nec nec nibh\./su;
const others: Record<string, string> = {
  'email_customer_quote_header_3.txt': "bonjour,\nje n'ai pas eu de retour sur ma précision..\nmerci d'avance",
};

test('reply-crisp: every French file', async () => {
  const files = await Promise.all(
    (await corpusFiles('mail/reply-crisp/fixtures')).map(async (file) => ({ file, whole: await text(file) })),
  );
  const french = files.filter(({ whole }) => frenchMarks.test(whole));
  const wrong = french.filter(({ file, whole }) => {
    const expected = others[path.basename(file)] ?? lorem.exec(whole)?.[0];
    return expected === undefined || trimForReading(whole) !== expected;
  });
  sayFigure('reply-crisp, French files', french.length - wrong.length, french.length);
  expect(french.length).toBeGreaterThanOrEqual(8);
  expect(wrong.map(({ file }) => path.basename(file))).toEqual([]);
});

const text = async (file: string) => (await readFile(file, 'utf8')).replaceAll('\r', '');

/** As the set compares: spaces at the end of a line do not print. */
const printed = (answer: string) => answer.replaceAll(/[ \t]+$/gmu, '').trimEnd();
