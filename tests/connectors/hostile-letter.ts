import fc from 'fast-check';
import type { ComposeInput } from '../../src/domain/letter/compose.ts';

/** What attackers, word processors and other alphabets put where a line of text is expected. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    'b@x.example\r\nBcc: evil@x.example',
    'a\nBcc: evil@x.example',
    'a\rBcc: evil@x.example',
    'a\u2028Bcc: evil@x.example',
    'a\u2029b',
    'a\u0085b',
    'a\0b',
    'a\u000Bb\u000Cc',
    'a\u007Fb',
    '\r\n\r\n<html>',
    '.\r\n.\r\nQUIT',
    '=?utf-8?Q?a=0D=0ABcc=3A_evil=40x.example?=',
    '=?utf-8?B?YQ0KQmNjOiBldmlsQHguZXhhbXBsZQ==?=',
    '=?utf-8?B?',
    '=?utf-8?X?x?=',
    'voir =?utf-8?Q?a b?= ici',
    '=?iso-8859-1*fr?q?=E9?=',
    '"Roux, Camille" <evil@x.example>',
    'Roux, Camille',
    'Roux; Camille',
    'a, b; c: d;',
    'Undisclosed: a@b.example;',
    'a: b@x.example;',
    '@relais.example:b@x.example',
    '<@relais.example,@b.example:c@x.example>',
    '<b@x.example>',
    'a@x.example>, <evil@x.example',
    '\\"><',
    '\\',
    'fin\\',
    '"',
    '""',
    '"quoted"@x.example',
    "a'(comment)b",
    '(Ana) b(c)@x.example',
    'a@x.example (Ana',
    'a@[127.0.0.1]',
    'a@b@c.example',
    'a..b@x.example',
    'a@x..example',
    'a@-x.example',
    'a@x_y.example',
    ' ',
    '',
    '   \t ',
    '\u202Eexe.fdp',
    '\u2066a\u2069',
    '\uFEFFa',
    'a\u200Bb',
    'a\u00ADb',
    '👩‍🔧🇫🇷',
    'e\u0301te\u0301',
    'שלום עולם',
    'مرحبا بالعالم',
    '日本語の件名',
    '\uD800',
    'a\uDC00b',
    '--=_boundary--',
    '--_NmP-0000-Part_1',
    'Content-Type: text/html',
    'From moi',
    '../../etc/passwd',
    'C:\\temp\\a.exe',
    'CON.txt',
    'a?b*c|d"e<f>.pdf',
    '%0D%0ABcc: evil@x.example',
    "utf-8''%0d%0aBcc%3a",
    'x'.repeat(998),
    'é'.repeat(400),
    'mot '.repeat(250),
    'x'.repeat(10_240),
    'é '.repeat(5_120),
    '<'.repeat(2_000),
    '('.repeat(2_000),
    '"'.repeat(2_001),
    '=?'.repeat(1_000),
  ),
);

/** What people really have: it must all leave. */
const name = fc.constantFrom(
  '',
  'Camille Roux',
  'Roux, Camille',
  'Hélène Le Guen – Chauffage',
  'Jean « Jeannot » O’Neil (compta)',
  'Dr. A. Müller & fils; depuis 1950',
  'Société Générale de Chauffage, Plomberie, Zinguerie et Couverture de l’Ouest, SARL',
  '"Le Chef"',
  'a\\b',
  '株式会社',
  '👩‍🔧 Ana',
);
const address = fc.constantFrom(
  'ana@client.example',
  'b.c+devis@y.example',
  "o'neil@z.example",
  'a!#$%&*/=?^_`{|}~-z@y.example',
  'ana@exemple-é.example',
  'ana@xn--exemple--i1a.example',
  'contact@株式会社.example',
  'ANA@Client.Example',
);
const subject = fc.constantFrom(
  'Re: Fuite',
  'Re: Votre devis n° 2026-118 — 1 250,00 € TTC, valable jusqu’au 31 décembre 2026 (réponse souhaitée avant le 15)',
  'Re: "urgent": fuite, dégât; (suite)',
  'Re: 👩‍🔧🇫🇷 ok',
  'Re: שלום עולם',
  'Re: a = b? c=?',
  `Re: ${'mot '.repeat(100)}fin`,
  `Re: ${'é'.repeat(300)}`,
  'x'.repeat(500),
);
const text = fc.constantFrom(
  'Bonjour,\n\nNous passons mardi.\n\nCordialement,',
  'From moi\n.point\n..deux\n> citation\n\t tabulation',
  'été à 12 h 30 : 1 250,00 €\n👩‍🔧',
  `${'mot '.repeat(400)}fin`,
  'x'.repeat(3_000),
  '<script>alert(1)</script> & "co" https://a.example/?a=1&b=é',
);
const file = fc.constantFrom(
  'devis.pdf',
  'Devis n° 12 – été (final).pdf',
  "L'avenant.pdf",
  'a,b;c=d.txt',
  'x'.repeat(170).concat('.pdf'),
  'é'.repeat(120).concat('.docx'),
  '見積書.pdf',
  '=?utf-8?Q?a?=.pdf',
  "utf-8''a.pdf",
  '100%.pdf',
);
const id = fc.constantFrom(
  '<ask@client.example>',
  '<a/b=c+d%e$f@[10.0.0.1]>',
  `<${'x'.repeat(240)}@y.example>`,
  '<ça@y.example>',
);

/** Nearly everywhere `usual`; somewhere, `hostile`. */
const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 24, arbitrary: usual }, { weight: 1, arbitrary: odd });

const line = (usual: fc.Arbitrary<string>) => mostly(usual, hostile);
const someone = fc.record({ name: line(name), address: line(address) });
const attachment = fc.record({
  name: line(file),
  mediaType: mostly(
    fc.constantFrom('application/pdf', 'text/plain', 'text/html', 'message/rfc822', 'application/octet-stream'),
    hostile,
  ),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .constantFrom('é\r\n\n.\r\n', 'From: a@b.example\r\nBcc: c@d.example\r\n\r\nx', '')
      .map((each) => Buffer.from(each)),
  ),
});

/** A letter to compose, with hostile strings in any of its fields. */
export const hostileLetter: fc.Arbitrary<ComposeInput> = fc.record({
  messageId: line(fc.constant('<1.a@parapheur.example>')),
  now: fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
  from: someone,
  replyTo: fc.option(someone),
  content: fc.record({
    to: mostly(fc.array(someone, { minLength: 1, maxLength: 3 }), fc.constant([])),
    cc: fc.array(someone, { maxLength: 3 }),
    subject: line(subject),
    body: line(text),
    attachments: fc.constant([]),
  }),
  signature: line(fc.constantFrom('', 'Plomberie Martin\n12 rue des Lilas\n01 99 00 12 34')),
  original: fc.option(
    fc.record({
      from: someone,
      date: fc.constant(new Date('2026-11-24T08:12:00Z')),
      text: line(text),
      messageId: fc.option(line(id)),
      references: fc.array(line(id), { maxLength: 25 }),
      subject: line(subject),
    }),
  ),
  language: fc.constantFrom('fr' as const, 'en' as const),
  attachments: fc.array(attachment, { maxLength: 2 }),
  timeZone: fc.constantFrom('Europe/Paris', 'Indian/Reunion', 'America/Martinique'),
});
