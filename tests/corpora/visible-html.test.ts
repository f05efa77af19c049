import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readHtml } from '../../src/connectors/mime/visible-html.ts';
import { corpusFiles, sayFigure } from '../support/corpora.ts';

interface Payload {
  payload: string;
  /** What DOMPurify leaves, one or several makings. */
  expected: string | string[];
}

test('no hostile HTML breaks the reading, and no script is read as words that a page would not show', async () => {
  const [file = ''] = await corpusFiles('mail/html-dompurify');
  const payloads = JSON.parse(await readFile(file, 'utf8')) as Payload[];
  const shown = payloads.filter(({ payload, expected }) => {
    const { text } = readHtml(payload, () => undefined);
    const page = [expected]
      .flat()
      .join('\n')
      .replaceAll(/<[^>]*>/gu, '');
    return script.test(text) && !script.test(page);
  });
  sayFigure('html-dompurify: no script read as text', payloads.length - shown.length, payloads.length);
  expect(payloads.length).toBeGreaterThan(200);
  expect(shown).toEqual([]);
});

const script = /alert|prompt|confirm|javascript:|onerror/iu;
