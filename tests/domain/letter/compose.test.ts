import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMail } from '../../../src/connectors/mime.ts';
import { composeMime } from '../../../src/connectors/smtp/compose.ts';
import { composeLetter, verifyLetter, type ComposeInput } from '../../../src/domain/letter/compose.ts';
import { envelopeOf } from '../../../src/domain/letter.ts';

const signature = 'Plomberie Martin\n12 rue des Lilas, Nantes\n02 99 00 12 34';
const original = {
  from: { name: 'Camille Roux', address: 'camille@client.example' },
  date: new Date('2026-11-24T08:12:00Z'),
  text: 'Bonjour,\n\nPouvez-vous passer ?\n> avant',
  messageId: '<ask@client.example>',
  references: ['<root@client.example>'],
  subject: 'Fuite',
};
const input = (change: Partial<ComposeInput> = {}, content: Partial<ComposeInput['content']> = {}): ComposeInput => ({
  messageId: '<1.a@parapheur.example>',
  now: new Date('2026-11-24T09:00:00Z'),
  from: { name: 'Plomberie Martin', address: 'contact@plomberie-martin.example' },
  content: {
    to: [{ name: 'Camille Roux', address: 'camille@client.example' }],
    cc: [],
    subject: 'Re: Fuite',
    body: 'Bonjour Camille,\n\nNous passons mardi : https://plomberie-martin.example/rdv.\n\nCordialement,',
    attachments: [],
    ...content,
  },
  signature,
  original,
  language: 'fr',
  attachments: [],
  ...change,
});

const composed = (change?: Partial<ComposeInput>, content?: Partial<ComposeInput['content']>) =>
  composeLetter(input(change, content));

describe('a letter', () => {
  test('has body, signature and quoted original, in this order', () => {
    expect(composed().text).toBe(
      `Bonjour Camille,\n\nNous passons mardi : https://plomberie-martin.example/rdv.\n\nCordialement,\n\n-- \n${signature}\n\n` +
        'Le mardi 24 novembre 2026 à 09:12, Camille Roux a écrit :\n> Bonjour,\n>\n> Pouvez-vous passer ?\n>> avant\n',
    );
    expect(composed({ language: 'en' }).text).toContain('On Tuesday, 24 November 2026 at 09:12, Camille Roux wrote:');
  });

  test.each([
    `Merci,\n\n${signature}`,
    `Merci,\n\n-- \n${signature}\n\n`,
    `Merci,\n-- \n  ${signature.replaceAll('\n', ' \n')}`,
  ])('carries the signature once when the body ends with it', (body) => {
    const { text, html } = composed({ original: null }, { body });
    expect(text).toBe(`Merci,\n\n-- \n${signature}\n`);
    expect(html.split('12 rue des Lilas')).toHaveLength(2);
  });

  test('escapes every word in HTML and links only what is a link', () => {
    const { html } = composed(
      { signature: '<b>"S" & \'co\'</b>' },
      { body: '<script>x</script> https://a.example/?a=1&b="x. a.b@c.example' },
    );
    expect(html).not.toMatch(/<script|<b>/u);
    expect(html).toContain('&lt;b&gt;&quot;S&quot; &amp; &#39;co&#39;&lt;/b&gt;');
    expect(html).toContain('<a href="https://a.example/?a=1&amp;b=">https://a.example/?a=1&amp;b=</a>');
    expect(html).toContain('<a href="mailto:a.b@c.example">a.b@c.example</a>');
  });

  test('threads under the original, with at most twenty references and the root among them', () => {
    expect(composed()).toMatchObject({
      inReplyTo: '<ask@client.example>',
      references: ['<root@client.example>', '<ask@client.example>'],
    });
    const references = Array.from({ length: 40 }, (_, at) => `<${at}@client.example>`);
    const long = composed({ original: { ...original, references } }).references;
    expect(long).toHaveLength(20);
    expect([long[0], long.at(-1)]).toEqual(['<0@client.example>', '<ask@client.example>']);
    expect(composed({ original: null })).toMatchObject({ inReplyTo: null, references: [] });
  });

  test('cites no id that a header cannot carry', () => {
    const references = [`<${'x'.repeat(950)}@client.example>`, '<ça@client.example>', '<root@client.example>'];
    const long = composed({ original: { ...original, references, messageId: `<${'y'.repeat(950)}@client.example>` } });
    expect(long).toMatchObject({ inReplyTo: null, references: ['<root@client.example>'] });
  });

  test('carries the signature once, however often it is opened, signed and saved', () => {
    const body = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => !/^\s*$/u.test(text));
    const added = fc.constantFrom(
      (text: string) => `${text}\n\n${signature}`,
      (text: string) => `${text}\n-- \n${signature}\n`,
      (text: string) => `${text}\n\n--\n${signature.replaceAll('\n', '  \r\n')}\n\n\n`,
      (text: string) => `${text}   \n\n`,
    );
    fc.assert(
      fc.property(body, fc.array(added, { maxLength: 5 }), (first, saves) => {
        const saved = saves.reduce((text, save) => save(text), first);
        const { text, html } = composed({ original: null }, { body: saved });
        expect(text).toBe(composed({ original: null }, { body: first }).text);
        expect(text.split('12 rue des Lilas')).toHaveLength(2);
        expect(html.split('12 rue des Lilas')).toHaveLength(2);
      }),
      { numRuns: 500 },
    );
  });

  test('quotes in the language and the time of the correspondent; nothing turns the words around', () => {
    const away = composed({
      timeZone: 'Indian/Reunion',
      original: { ...original, from: { name: '', address: 'a@xn--caf-dma.example' } },
    });
    expect(away.text).toContain('Le mardi 24 novembre 2026 à 12:12, a@café.example a écrit :');
    expect(composed({}, { subject: 'Re: \u202Efdp.exe\u2066 שלום' }).subject).toBe('Re: fdp.exe שלום');
  });

  test('goes to addresses as they travel, each once', () => {
    const to = [{ name: 'A', address: 'a@café.example' }];
    const letter = composed(
      {},
      {
        to,
        cc: [
          { name: '', address: 'A@xn--caf-dma.example' },
          { name: '', address: 'b@x.example' },
        ],
      },
    );
    expect(letter.to).toEqual([{ name: 'A', address: 'a@xn--caf-dma.example' }]);
    expect(envelopeOf(letter).to).toHaveLength(2);
  });

  test.each([
    ['Re: RE : re: Fuite', 'Re: Fuite'],
    ['Re: Fuite', 'Re: Fuite'],
    ['Autre sujet', 'Autre sujet'],
  ])('%s goes as %s', (subject, kept) => {
    expect(composed({}, { subject }).subject).toBe(kept);
  });
});

describe('the bytes', () => {
  test('read back as what was meant, attachments byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 256));
    const attachments = [
      { name: 'Devis n° 12 – été.pdf', mediaType: 'application/pdf', bytes },
      { name: 'note.txt', mediaType: 'text/plain', bytes: Buffer.from('été\r\n\n', 'latin1') },
    ];
    const letter = composed({ attachments }, { body: `Bonjour,\n\n${'mot '.repeat(400)}\nFrom moi\n.point\n👩‍🔧 = fin` });
    const parsed = await parseMail(await composeMime(letter));
    expect(verifyLetter(letter, parsed)).toEqual([]);
    expect(parsed.defects).toEqual([]);
    expect(parsed.text.split(signature)).toHaveLength(2);
  });

  test('ask for answers where the mailbox wants them, in local time', async () => {
    const letter = composed({ replyTo: { name: '', address: 'bureau@plomberie-martin.example' } });
    const raw = await composeMime(letter);
    const parsed = await parseMail(raw);
    expect(verifyLetter(letter, parsed)).toEqual([]);
    expect(parsed.replyTo).toEqual([{ name: '', address: 'bureau@plomberie-martin.example' }]);
    expect(verifyLetter({ ...letter, replyTo: null }, parsed)).toEqual(['reply-to']);
    expect(String(raw)).toContain('\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\n');
  });

  test('differ from a letter changed in any field', async () => {
    const letter = composed({ attachments: [{ name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.of(1) }] });
    const parsed = await parseMail(await composeMime(letter));
    const changes: [string, object][] = [
      ['from', { from: { name: 'X', address: 'x@x.example' } }],
      ['reply-to', { replyTo: { name: '', address: 'x@x.example' } }],
      ['to', { to: [...letter.to, ...letter.to] }],
      ['cc', { cc: letter.to }],
      ['subject', { subject: 'Autre' }],
      ['message-id', { messageId: '<2@x.example>' }],
      ['in-reply-to', { inReplyTo: null }],
      ['text', { text: letter.text.replace('mardi', 'mercredi') }],
      ['html', { html: letter.html.replace('mardi', 'mercredi') }],
      ['attachments', { attachments: [{ name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.of(2) }] }],
    ];
    for (const [field, change] of changes) expect(verifyLetter({ ...letter, ...change }, parsed)).toEqual([field]);
  });
});
