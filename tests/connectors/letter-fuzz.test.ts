import { leaves } from '../../src/domain/delivery.ts';
import fc from 'fast-check';
import { simpleParser, type AddressObject } from 'mailparser';
import { expect, test } from 'vitest';
import { parseMail } from '../../src/connectors/mime.ts';
import { createSmtpSender } from '../../src/connectors/smtp.ts';
import { composeMime } from '../../src/connectors/smtp/compose.ts';
import { composeLetter, verifyLetter, type ComposeInput } from '../../src/domain/letter/compose.ts';
import { FinalError } from '../../src/domain/errors.ts';
import { envelopeOf, type Letter } from '../../src/domain/letter.ts';
import { addressKey, wireAddress } from '../../src/domain/mail/address.ts';
import type { Address } from '../../src/domain/mail.ts';
import { sayFigure } from '../support/corpora.ts';
import { startMailSink } from '../support/mail-sink.ts';
import { hostileLetter } from './hostile-letter.ts';

/** The bytes of the letter once they read back as meant; null when it is refused. */
async function built(letter: Letter): Promise<Buffer | null> {
  try {
    const raw = await composeMime(letter);
    const differing = verifyLetter(letter, await parseMail(raw));
    if (differing.length > 0) throw new FinalError('letter-differs', { fields: differing.join(', ') });
    return raw;
  } catch (error) {
    if (error instanceof FinalError && (error.code === 'letter-unsafe' || error.code === 'letter-differs')) return null;
    throw error;
  }
}

/** Spaces are one, marks without width none: what a reader sees. */
const seen = (text: string) =>
  text
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
const people = (list: Address[]) => list.map(({ name, address }) => [seen(name), address]);
const read = (field: AddressObject | AddressObject[] | undefined) =>
  [field ?? []]
    .flat()
    .flatMap(({ value }) => value.map(({ name, address, group }) => [seen(name), wireAddress(address ?? ''), group]));
const asRead = (list: Address[]) => people(list).map(([name, address]) => [name, address, undefined]);

/** A second reader, of another make, sees the same letter. It shows IDNA names in Unicode. */
async function expectSame(letter: Letter, raw: Buffer): Promise<void> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true });
  expect(read(mail.from)).toEqual(asRead([letter.from]));
  expect(read(mail.replyTo)).toEqual(asRead(letter.replyTo ? [letter.replyTo] : []));
  expect(read(mail.to)).toEqual(asRead(letter.to));
  expect(read(mail.cc)).toEqual(asRead(letter.cc));
  expect(mail.bcc).toBeUndefined();
  expect(seen(mail.subject ?? '')).toBe(seen(letter.subject));
  expect(mail.messageId).toBe(letter.messageId);
  expect(mail.inReplyTo ?? null).toBe(letter.inReplyTo);
  expect([mail.references ?? []].flat()).toEqual(letter.references);
  expect(mail.date?.getTime()).toBe(Math.floor(letter.date.getTime() / 1000) * 1000);
  expect(seen(mail.text ?? '')).toBe(seen(letter.text));
  expect(seen(mail.html || '')).toBe(seen(letter.html));
  expect(mail.attachments.map(({ filename, content }) => [seen(filename ?? ''), content.toString('base64')])).toEqual(
    letter.attachments.map(({ name, bytes }) => [seen(name), Buffer.from(bytes).toString('base64')]),
  );
  expect(mail.headerLines.map(({ key }) => key).toSorted()).toEqual(headersOf(letter).toSorted());
}

const headersOf = ({ subject, replyTo, cc, inReplyTo, references }: Letter) => [
  'from',
  'to',
  'message-id',
  'date',
  'mime-version',
  'content-type',
  ...(subject === '' ? [] : ['subject']),
  ...(replyTo ? ['reply-to'] : []),
  ...(cc.length > 0 ? ['cc'] : []),
  ...(inReplyTo ? ['in-reply-to'] : []),
  ...(references.length > 0 ? ['references'] : []),
];

/** RFC 5322 2.1.1 and 2.3: lines end in CRLF, none is longer than 998 octets, no NUL. */
function expectLines(raw: Buffer): void {
  const text = raw.toString('latin1');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/u);
  expect(Math.max(...text.split('\r\n').map((each) => each.length))).toBeLessThanOrEqual(998);
}

/** The full size: `LETTERS=10000 npm test -- letter-fuzz`. */
const runs = Number(process.env['LETTERS'] ?? 2_000);

test('hostile letters: both readers and the envelope equal the intent, or it is refused', async () => {
  let equal = 0;
  await fc.assert(
    fc.asyncProperty(hostileLetter, async (input: ComposeInput) => {
      const letter = composeLetter(input);
      const raw = await built(letter);
      if (raw === null) return;
      const { to, cc } = input.content;
      const meant = [...to, ...cc].map((person) => addressKey(person.address));
      const envelope = envelopeOf(letter);
      expect(envelope.from).toBe(wireAddress(input.from.address));
      expect(envelope.to.map(addressKey)).toEqual([...new Set(meant)]);
      await expectSame(letter, raw);
      expectLines(raw);
      equal += 1;
    }),
    { numRuns: runs, endOnFailure: true },
  );
  sayFigure('hostile letters that leave as meant', equal, runs);
  expect(equal).toBeGreaterThan(runs / 4);
  expect(equal).toBeLessThan(runs);
}, 180_000);

test('300 of them on a real server: its envelope and its bytes are the letter’s', async () => {
  const letters: { letter: Letter; raw: Buffer }[] = [];
  for (const input of fc.sample(hostileLetter, 1_000)) {
    const letter = composeLetter(input);
    const raw = letters.length < 300 ? await built(letter) : null;
    if (raw) letters.push({ letter, raw });
  }
  expect(letters).toHaveLength(300);
  const sink = await startMailSink();
  try {
    // The server greets after a tenth of a second, as servers do against early talkers: thirty talk at once.
    for (let from = 0; from < letters.length; from += 30) {
      await Promise.all(letters.slice(from, from + 30).map(sendAndCompare));
    }
  } finally {
    await sink.stop();
  }

  async function sendAndCompare({ letter, raw }: { letter: Letter; raw: Buffer }): Promise<void> {
    const account = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
    const { send } = createSmtpSender(account);
    expect(await send(raw, envelopeOf(letter), leaves)).toMatchObject({ kind: 'sent' });
    const received = sink.received.filter((mail) => mail.raw.equals(raw));
    expect(received).toHaveLength(1);
    const { from = '', to = [] } = received[0]?.envelope ?? {};
    // smtp-server, too, shows IDNA names in Unicode.
    expect({ from: wireAddress(from), to: to.map(wireAddress) }).toEqual(envelopeOf(letter));
  }
}, 60_000);
