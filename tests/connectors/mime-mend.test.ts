import { expect, test } from 'vitest';
import { parseMail } from '../../src/connectors/mime.ts';

/** What programs write wrong, and people read all the same. */
const crlf = (text: string) => text.replaceAll(/\r?\n/gu, '\r\n');
const parse = (raw: Buffer) => parseMail(raw);
const head = (lines: string, body = 'Bonjour') => Buffer.from(crlf(`From: a@x.example\n${lines}\n\n${body}`), 'latin1');

test.each([
  ['a bare letter of an old charset', 'Subject: R\u00e9ponse au devis', 'Réponse au devis'],
  ['a bare letter in a Q word', 'Subject: =?iso-8859-1?Q?R\u00e9ponse_au_devis?=', 'Réponse au devis'],
  ['UTF-7, Q', 'Subject: =?utf-7?Q?R+AOk-ponse_=2B- 1?=', 'Réponse + 1'],
  ['UTF-7, B', `Subject: =?UTF-7?B?${Buffer.from('R+AOk-ponse').toString('base64')}?=`, 'Réponse'],
  ['a letter cut in two', 'Subject: =?utf-8?B?UsM=?= =?utf-8?B?qXBvbnNl?=', 'Réponse'],
  ['a letter cut in two, Q', 'Subject: =?utf-8?Q?R=C3?=\n =?utf-8?Q?=A9ponse?=', 'Réponse'],
  [
    'ISO-2022-JP',
    `Subject: =?iso-2022-jp?B?${Buffer.from('1b2442467c4b5c1b2842', 'hex').toString('base64')}?=`,
    '日本',
  ],
  ['GB18030', 'Subject: =?gb18030?B?xOO6ww==?=', '你好'],
  ['KOI8-R', 'Subject: =?koi8-r?B?8NLJ18XU?=', 'Привет'],
  ['windows-1251', 'Subject: =?windows-1251?Q?=CF=F0=E8=E2=E5=F2?=', 'Привет'],
  ['a language tag', 'Subject: =?iso-8859-1*fr?Q?R=E9ponse?=', 'Réponse'],
  ['a word in a word', 'Subject: =?utf-8?Q?=3D=3Futf-8=3FQ=3Fa=3F=3D?=', '=?utf-8?Q?a?='],
])('%s', async (_what, line, subject) => {
  expect((await parse(head(line))).subject).toEqual(subject);
});

test('UTF-7 in a body', async () => {
  const type = 'Content-Type: text/plain; charset="utf-7"\nContent-Transfer-Encoding: quoted-printable';
  expect((await parse(head(type, 'R+AOk-ponse +ACI-oui+ACI- 1 +- 1'))).text).toBe('Réponse "oui" 1 + 1\n');
});

test.each([
  ['a text', '', 'Répondu l’été'],
  ['a typed text', 'Content-Type: text/plain', 'Répondu'],
  ['a page', 'Content-Type: text/html', '<p>Répondu</p>'],
  [
    'a page that says it',
    'Content-Type: text/html',
    '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>Répondu</p>',
  ],
])('%s that does not say its old charset', async (_what, type, body) => {
  const mail = await parse(head(`X-A: b${type && `\n${type}`}`, body.replace('’', "'")));
  expect(mail.text).toContain('Répondu');
  expect(mail.defects).not.toContain('charset-broken');
});

test('a part that does not say its old charset, between others that do', async () => {
  const mail = await parse(mixed('Content-Type: text/plain\n\nDéjà', 'Content-Type: text/plain; charset=utf-8\n\nvu'));
  expect(mail.text).toContain('Déjà');
});

const mixed = (...parts: string[]) =>
  head('Content-Type: multipart/mixed; boundary=b', `${parts.map((each) => `--b\n${each}\n`).join('')}--b--`);
const pdf = 'Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n';
const text = 'Content-Type: text/plain\n\nBonjour';

test('a file name in an old charset', async () => {
  const mail = await parse(
    mixed(text, `${pdf}Content-Disposition: attachment; filename="Proc\u00e8s.pdf"\n\nJVBERg==`),
  );
  expect(mail.attachments).toMatchObject([{ name: 'Procès.pdf' }]);
});

test('a multipart without its semicolon', async () => {
  const mail = await parse(head('Content-Type: multipart/mixed\n boundary=b', `--b\n${pdf}\nJVBERg==\n--b--`));
  expect(mail.attachments).toMatchObject([{ declaredType: 'application/pdf' }]);
});

test('a named text file shown inline is a document; the letter itself is not, whatever its name', async () => {
  const named = (name: string, words: string) =>
    `Content-Type: text/plain\nContent-Disposition: inline; filename="${name}"\n\n${words}`;
  const mail = await parse(mixed(named('lettre.txt', 'Bonjour'), named('notes.txt', 'Pour mémoire')));
  expect(mail.attachments).toMatchObject([{ name: 'notes.txt' }]);
  expect(mail.text.trim()).toBe('Bonjour');
});

test('unseen words of an HTML part after a text part stay unseen', async () => {
  const html = 'Content-Type: text/html\n\n<p>Merci <span style="display:none">Ordre</span></p>';
  const mail = await parse(mixed(text, html));
  expect(mail.text).toBe('Bonjour\n\nMerci');
  expect(mail.hiddenText).toBe('Ordre');
});

test.each([
  ['digest', 'Content-Type: multipart/digest; boundary=b', 'From: b@y.example\nSubject: un\n\nUn', 1],
  ['no MIME-Version, no type', 'X-A: b', '', 0],
])('%s', async (_what, type, inner, count) => {
  const mail = await parse(head(type, count > 0 ? `--b\n\n${inner}\n--b--` : 'Bonjour'));
  expect(mail.attachments).toHaveLength(count);
});

test('a multipart without its delimiters is shown as it stands, not as an empty letter', async () => {
  const mail = await parse(
    head('Content-Type: multipart/mixed; boundary=a', '--b\nContent-Type: text/plain\n\nBonjour\n--b--'),
  );
  expect(mail.text).toContain('Bonjour');
  expect(mail.defects).toContain('multipart-broken');
});

test('an empty mail is no broken one', async () => {
  expect(await parse(head('Subject: vide', ''))).toMatchObject({
    text: '',
    defects: expect.not.arrayContaining(['multipart-broken']),
  });
});
