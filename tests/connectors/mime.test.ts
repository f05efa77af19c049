import { describe, expect, test } from 'vitest';
import { MAX_NESTING, MAX_PARTS, MAX_TEXT, parseMail } from '../../src/connectors/mime.ts';
import { eml } from '../support/eml.ts';

const parse = (raw: string | Buffer) => parseMail(Buffer.from(raw));
const crlf = (text: string) => text.replaceAll(/\r?\n/gu, '\r\n');

describe('headers', () => {
  test('are decoded, one line each and without control characters', async () => {
    const mail = await parse(
      eml({
        from: '=?utf-8?Q?Ren=C3=A9e=0D=0ABcc=3A_evil=40x.example?= <Renee@Client.EXAMPLE>',
        to: 'Équipe: "Roux, Camille" <a@x.example>, b@y.example;',
        subject: '=?utf-8?B?RGV2aXMNCkJjYzogZXZpbEB4LmV4YW1wbGU=?=\r\n =?utf-8?Q?_=F0=9F=94=A7?=',
        headers: { 'In-Reply-To': '<a@x.example>', References: '<a@x.example>\r\n <b@x.example> junk <a@x.example>' },
      }),
    );
    expect(mail.from).toEqual({ name: 'Renée Bcc: evil@x.example', address: 'Renee@client.example' });
    expect(mail.to).toEqual([
      { name: 'Roux, Camille', address: 'a@x.example' },
      { name: '', address: 'b@y.example' },
    ]);
    expect(mail.subject).toBe('Devis Bcc: evil@x.example 🔧');
    expect(mail).toMatchObject({
      inReplyTo: '<a@x.example>',
      references: ['<a@x.example>', '<b@x.example>'],
      defects: ['from-name-address'],
    });
  });

  test.each([
    ['from-missing', { from: '' }],
    ['from-invalid', { from: 'a b c' }],
    ['date-invalid', { date: 'hier' }],
    ['date-invalid', { date: 'Tue, 24 Nov 12026 09:12:00 +0100' }],
    ['from-repeated', { headers: { from: 'evil@x.example' } }],
    ['message-id-missing', { messageId: '' }],
  ])('%s is a defect, not an error', async (defect, options) => {
    const mail = await parse(eml(options));
    expect(mail.defects).toContain(defect);
    expect(mail.text).toContain('mardi');
  });

  test('a name such as __proto__ is an ordinary header', async () => {
    const mail = await parse(eml({ headers: { __proto__x: 'y', constructor: 'z' } }));
    expect(Object.entries(mail.headers)).toContainEqual(['constructor', ['z']]);
  });
});

describe('text', () => {
  test('is the HTML as a person sees it when there is no text part', async () => {
    const html = `<html><head><style>.pre{display:none} @media (max-width:600px){.wide{display:none}}</style></head><body>
      <div class="pre">Ouvrez vite</div><h1>Bonjour&nbsp;!</h1><p>Voici <b>le devis</b>,<br>signé.</p>
      <ul><li>un</li><li>deux</li></ul><table><tr><td class="wide">A</td><td>B</td></tr></table>
      <a href="https://evil.example/x">https://banque.example</a> <script>alert(1)</script></body></html>`;
    const mail = await parse(crlf(`From: a@x.example\nContent-Type: text/html; charset=utf-8\n\n${html}`));
    expect(mail.text).toBe(
      'Bonjour !\n\nVoici le devis,\nsigné.\n\n- un\n- deux\n\nA\tB\nhttps://banque.example [https://evil.example/x]',
    );
    expect(mail.hiddenText).toBe('Ouvrez vite');
    expect(mail.defects).toContain('hidden-text');
  });

  test.each([
    '<span style="display:none">secret</span>',
    '<div style="DISPLAY : NONE !important"><p>secret</p></div>',
    '<p style="visibility:hidden">secret</p>',
    '<p style="opacity:0">secret</p>',
    '<p style="font-size:0px">secret</p>',
    '<p style="color:#fff">secret</p>',
    '<td bgcolor="#000000"><font color="#010101">secret</font></td>',
    '<p style="color:rgb(255, 255, 255);background:white">secret</p>',
    '<p style="position:absolute;left:-9999px">secret</p>',
    '<p style="max-height:0;overflow:hidden">secret</p>',
    '<p hidden>secret</p>',
    '<p style="text-indent:-9999px">secret</p>',
    '<p style="position:absolute; clip: rect(1px, 1px, 1px, 1px)">secret</p>',
    '<style>p.x { color: #fff }</style><p class="X">secret</p>',
  ])('hides %s', async (html) => {
    const mail = await parse(eml({ text: ' ', html: `<p>Bonjour</p>${html}` }));
    expect(mail.text).toBe('Bonjour');
    expect(mail.hiddenText).toBe('secret');
  });

  test.each([
    '<div style="background:#036;color:#fff">Bonjour</div>',
    '<div style="background:url(x.png);color:#fff">Bonjour</div>',
    '<div style="font-size:12px;opacity:.9;max-height:40px;overflow:hidden">Bonjour</div>',
  ])('shows %s', async (html) => {
    expect(await parse(eml({ text: ' ', html }))).toMatchObject({ text: 'Bonjour', hiddenText: '' });
  });

  test('tag characters, zero-width runs and overrides are told apart from emoji and flags', async () => {
    const tags = Array.from('ignore', (char) => String.fromCodePoint(0xe0000 + (char.codePointAt(0) ?? 0))).join('');
    const mail = await parse(eml({ text: `Bon${tags}jour 👩‍🔧 \u202Egro\u202C${'\u200B'.repeat(10)}` }));
    expect(mail.text).toBe('Bonjour 👩‍🔧 gro');
    expect(mail.hiddenText.split('\n').slice(0, 2)).toEqual(['ignore', 'U+202E']);
    expect(mail.hiddenText).toContain('U+200B U+200B');
  });

  test('NUL, lone surrogates and strange line ends never get through', async () => {
    const mail = await parse(crlf('From: a@x.example\nSubject: a\u0000b\n\nun\u0000\u0007\rdeux'));
    expect(mail).toMatchObject({ subject: 'ab', text: 'un\ndeux\n' });
  });

  test.each(['iso-8859-1', 'windows-1252', 'unknown-8bit'])('reads %s', async (charset) => {
    const head = crlf(
      `From: a@x.example\nContent-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: 8bit\n\n`,
    );
    const mail = await parse(Buffer.concat([Buffer.from(head), Buffer.from('été', 'latin1')]));
    expect(mail.text.trim()).toBe('été');
  });
});

describe('attachments', () => {
  test.each([
    ['filename="../../etc/passwd"', 'passwd'],
    ['filename="C:\\\\Users\\\\x\\\\devis.pdf"', 'devis.pdf'],
    ["filename*0*=utf-8''Facture%20n%C2%B0; filename*1*=%2012.pdf", 'Facture n° 12.pdf'],
    ['filename="=?utf-8?B?w6l0w6kucGRm?="', 'été.pdf'],
    ['filename="a\u202Efdp.exe"', 'afdp.exe'],
    ['filename=".."', 'document-1.pdf'],
    ['x=y', 'document-1.pdf'],
  ])('%s is named %s', async (disposition, name) => {
    const raw = crlf(
      `From: a@x.example\nContent-Type: application/pdf\nContent-Disposition: attachment; ${disposition}\nContent-Transfer-Encoding: base64\n\nJVBERg==\n`,
    );
    const mail = await parse(raw);
    expect(mail.attachments).toMatchObject([{ name, declaredType: 'application/pdf', inline: false }]);
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe('%PDF');
  });

  test('a forwarded message is kept whole, for another reading', async () => {
    const inner = eml({
      subject: 'Dedans',
      text: 'Texte du dedans',
      attachments: [{ name: 'a.pdf', type: 'application/pdf', bytes: '%PDF' }],
    });
    const raw =
      crlf(
        'From: a@x.example\nContent-Type: multipart/mixed; boundary=out\n\n--out\n\nVoir dessous\n--out\nContent-Type: message/rfc822\n\n',
      ) +
      inner +
      '\r\n--out--\r\n';
    const mail = await parse(raw);
    expect(mail.text.trim()).toBe('Voir dessous');
    expect(mail.attachments).toMatchObject([{ name: 'document-1.eml', declaredType: 'message/rfc822' }]);
    const again = await parse(Buffer.from(mail.attachments[0]?.bytes ?? []));
    expect(again).toMatchObject({ subject: 'Dedans', attachments: [{ name: 'a.pdf' }] });
    expect(again.text).toContain('Texte du dedans');
  });
});

describe('limits', () => {
  const nested = (depth: number) => {
    const open = Array.from(
      { length: depth },
      (_, level) => `Content-Type: multipart/mixed; boundary=b${level}e\n\n--b${level}e\n`,
    );
    return crlf(`From: a@x.example\n${open.join('')}\nfin`);
  };
  const parts = (count: number) =>
    crlf(`From: a@x.example\nContent-Type: multipart/mixed; boundary="b"\n\n${'--b\n\n\n'.repeat(count)}--b--\n`);

  test.each<[string, string, string | Buffer]>([
    ['mail-too-large', 'bytes', Buffer.alloc(35 * 1024 * 1024 + 1, 'a')],
    ['mail-too-large', 'parts', parts(MAX_PARTS + 1)],
    [
      'mail-too-large',
      'parts in RFC 2231 pieces',
      parts(MAX_PARTS + 1).replace('boundary="b"', "boundary*0*=us-ascii''%62"),
    ],
    ['mail-too-large', 'headers', eml({ headers: { 'X-Long': 'a'.repeat(300 * 1024) } })],
    ['mail-too-deep', 'nesting', nested(MAX_NESTING + 1)],
    ['mail-unreadable', 'nothing', ''],
    ['mail-unreadable', 'noise', Buffer.from([0, 255, 3, 10, 10, 200])],
  ])('%s: %s', async (code, _what, raw) => {
    await expect(parse(raw)).rejects.toMatchObject({ code });
  });

  test('just inside they pass', async () => {
    await expect(parse(nested(MAX_NESTING - 1))).resolves.toMatchObject({ defects: expect.any(Array) });
    await expect(parse(parts(MAX_PARTS - 1))).resolves.toMatchObject({ defects: expect.any(Array) });
  });

  test('a text without end is cut, and says so', async () => {
    const mail = await parse(eml({ text: 'mot '.repeat(MAX_TEXT / 2) }));
    expect(mail.text).toHaveLength(MAX_TEXT);
    expect(mail.defects).toContain('text-cut');
  });

  test.each([
    ['style tags', '<style '.repeat(100_000)],
    ['comments', `<style>${'/*'.repeat(100_000)}</style>`],
    ['rules', `<style>${'.a{display:none}'.repeat(20_000)}</style>${'<p class="a">x</p>'.repeat(20_000)}`],
    ['blocks', '<p>x'.repeat(100_000)],
    ['inline words', '<b>x</b> '.repeat(100_000)],
    ['brackets', '<'.repeat(500_000)],
  ])('endless %s take no more than their length', async (_what, html) => {
    await expect(parse(eml({ text: ' ', html }))).resolves.toMatchObject({ subject: 'Demande de devis' });
  });

  test('HTML nested without end is followed to a depth', async () => {
    const mail = await parse(eml({ text: ' ', html: `Bonjour${'<b>'.repeat(100_000)}fin` }));
    expect(mail.defects).toContain('html-too-deep');
    expect(mail.text).toContain('Bonjour');
  });
});
