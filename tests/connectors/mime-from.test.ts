import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMail } from '../../src/connectors/mime.ts';

const bank = 'conseiller@banque.example';
const thief = 'voleur@escroc.example';
const b64 = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const read = (head: string) => parseMail(Buffer.from(`${head}\r\nTo: contact@martin.example\r\n\r\nBonjour\r\n`));
const doubts = (defects: string[]) => defects.filter((each) => /^from-(?:disputed|name-address)$/u.test(each));

/** Each shows one sender in some program, and the other one elsewhere (“Composition Kills”, USENIX Security 2020, and kin). */
test.each([
  ['two headers', `From: ${bank}\r\nFrom: ${thief}`],
  ['two headers, the first one with a space before its colon', `From : ${bank}\r\nFrom: ${thief}`],
  ['two headers in other letters', `FROM: <${bank}>\r\nfrom: <${thief}>`],
  ['a first line that looks folded', ` From: ${bank}\r\nFrom: ${thief}`],
  ['a folded empty header before the real one', `From:\r\n <${bank}>\r\nFrom: <${thief}>`],
  ['two addresses', `From: <${bank}>, <${thief}>`],
  ['two addresses side by side', `From: <${bank}><${thief}>`],
  ['two addresses without any mark', `From: ${bank} ${thief}`],
  ['two addresses with a semicolon', `From: ${bank}; ${thief}`],
  ['a list in a group', `From: Banque: ${bank}, ${thief};`],
  ['a group before an address', `From: Banque:${bank};, <${thief}>`],
  ['an empty name and two addresses', `From: ""<${bank}>,<${thief}>`],
  ['an escaped comma', `From: ${bank}\\, <${thief}>`],
  ['an address for a bare name', `From: ${bank} <${thief}>`],
  ['an address after the brackets', `From: <${thief}> ${bank}`],
  ['brackets in brackets', `From: <<${bank}>${thief}>`],
  ['a route', `From: <@relais.example,@autre.example:${thief}>`],
  ['a route with the bank in it', `From: <@${bank}:${thief}>`],
  ['a second at sign', `From: <${bank}@escroc.example>`],
  ['a NUL in the address', `From: <${bank}\0${thief}>`],
  ['a NUL between two', `From: ${bank}\0, ${thief}`],
  ['a header after a bare CR', `X-Mailer: x\rFrom: ${bank}\r\nFrom: ${thief}`],
  ['a header after a NUL', `X-Mailer: x\0From: ${bank}\r\nFrom: ${thief}`],
  ['a header after a Unicode line end', `X-Mailer: x\u2028From: ${bank}\r\nFrom: ${thief}`],
  ['a no-break space before the name', `\u00A0From: ${bank}\r\nFrom: ${thief}`],
  ['a zero-width space before the name', `\u200BFrom: ${bank}\r\nFrom: ${thief}`],
  ['a byte order mark before the name', `X-A: b\r\n\uFEFFFrom: ${bank}\r\nFrom: ${thief}`],
  ['a control character in the name', `From\u0001: ${bank}\r\nFrom: ${thief}`],
  ['a vertical tab', `X-A: b\vFrom: ${bank}\r\nFrom: ${thief}`],
  ['an encoded word in the brackets', `From: <=?utf-8?Q?conseiller=40banque.example?=@escroc.example>, ${thief}`],
  ['an encoded address and a plain one', `From: <${b64(bank)}>, <${thief}>`],
  ['a quote that never ends', `From: "${bank} <${thief}>`],
  ['a comment that never ends', `From: (${bank} <${thief}>`],
  ['a quoted local part', `From: "${bank} "@escroc.example, ${thief}`],
  ['a comment in the address', `From: conseiller(x)@banque.example, ${thief}`],
])('%s: nobody says for sure who wrote', async (_what, head) => {
  const { from, alsoFrom, defects } = await read(head);
  expect(defects).toContain('from-disputed');
  expect(alsoFrom.length).toBeGreaterThan(0);
  expect(alsoFrom).not.toContainEqual(from);
});

test.each([
  ['in quotes', `From: "${bank}" <${thief}>`],
  ['in quotes, with words', `From: "Votre conseiller (${bank})" <${thief}>`],
  ['encoded', `From: ${b64(bank)} <${thief}>`],
  ['encoded with brackets', `From: ${b64(`"Banque" <${bank}>`)} <${thief}>`],
  ['in a comment', `From: ${thief} (${bank})`],
  ['behind escapes', `From: "\\c${bank}" <${thief}>`],
])('a name that is another house’s address is said, %s', async (_what, head) => {
  const { from, alsoFrom, defects } = await read(head);
  expect(from?.address).toBe(thief);
  expect(alsoFrom).toEqual([]);
  expect(doubts(defects)).toEqual(['from-name-address']);
});

test.each([
  ['a plain address', `From: ${bank}`],
  ['a name', `From: Banque <${bank}>`],
  ['a name with a comma in quotes', `From: "Roux, Camille" <${bank}>`],
  ['an encoded name', `From: =?utf-8?Q?Ren=C3=A9e?= =?utf-8?Q?_Roux?= <${bank}>`],
  ['a raw accent', `From: Renée Roux <${bank}>`],
  ['its own address for a name', `From: "${bank}" <${bank}>`],
  ['its own address for a name, unquoted', `From: ${bank} <${bank.toUpperCase()}>`],
  ['an address of the same house for a name', `From: "info@banque.example" <lettre@envois.banque.example>`],
  ['a folded header', `From: =?utf-8?Q?Ren=C3=A9e?=\r\n <${bank}>`],
  ['a comment', `From: ${bank} (Camille Roux)`],
  ['an apostrophe', `From: L'atelier d'Élise <${bank}>`],
  ['the same sender twice', `From: ${bank}\r\nFrom: Banque <${bank}>`],
  ['a signature that lists the header', `DKIM-Signature: v=1; h=to:\r\n from:subject; b=AbC\r\nFrom: ${bank}`],
  ['a domain in Unicode and in its ASCII form', `From: <a@café.example>\r\nFrom: <a@xn--caf-dma.example>`],
  ['a group of one', `From: Banque: ${bank};`],
])('%s is no doubt', async (_what, head) => {
  const { from, alsoFrom, defects } = await read(head);
  expect(from).not.toBeNull();
  expect(alsoFrom).toEqual([]);
  expect(doubts(defects)).toEqual([]);
});

test('a header full of addresses names a few of them, in no time', async () => {
  const { alsoFrom } = await read(`From: ${Array.from({ length: 5000 }, (_, n) => `a${n}@x.example`).join(',\r\n ')}`);
  expect(alsoFrom).toHaveLength(10);
});

test('however two addresses are put into a header, it is never read as one sender without a word', async () => {
  const marks = [
    '<',
    '>',
    '"',
    '(',
    ')',
    '\\',
    ',',
    ';',
    ':',
    '\r',
    '\0',
    ' ',
    '\t',
    '\r\n ',
    '@',
    '=?utf-8?Q?',
    '?=',
    'Banque',
    'é',
    '\u200B',
  ];
  const noise = fc.array(fc.constantFrom(...marks), { maxLength: 5 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(noise, noise, noise, async (before, between, after) => {
      const { from, alsoFrom, defects } = await read(`From:${before}${bank} ${between}${thief}${after}`);
      expect(from === null || defects.some((each) => /^from-(?:disputed|name-address)$/u.test(each))).toBe(true);
      expect(alsoFrom).not.toContainEqual(from);
    }),
    { numRuns: 5000 },
  );
});
