import { expect, test } from 'vitest';
import { composeMime } from '../../../src/connectors/smtp/compose.ts';
import type { Letter } from '../../../src/domain/letter.ts';

const letter: Letter = {
  messageId: '<1@parapheur.example>',
  date: new Date('2026-11-24T08:12:00Z'),
  timeZone: 'Europe/Paris',
  replyTo: null,
  from: { name: 'Plomberie Martin', address: 'contact@plomberie-martin.example' },
  to: [{ name: 'Camille', address: 'camille@client.example' }],
  cc: [],
  subject: 'Re: devis',
  inReplyTo: null,
  references: [],
  text: 'Bonjour\n',
  html: '<p>Bonjour</p>\n',
  attachments: [],
};

test.each<[string, Partial<Letter>]>([
  ['an address with a line break', { to: [{ name: '', address: 'b@x.example\r\nBcc: evil@x.example' }] }],
  ['two addresses in one', { to: [{ name: '', address: 'a@x.example, b@x.example' }] }],
  ['a name with a line break', { from: { name: 'A\nBcc: evil@x.example', address: 'a@x.example' } }],
  ['a subject with a line break', { subject: 'Bonjour\r\nBcc: evil@x.example' }],
  ['a reference that is none', { references: ['<a@b> <c@d>'] }],
  [
    'an attachment name with a line break',
    { attachments: [{ name: 'a\r\nb', mediaType: 'text/plain', bytes: Buffer.of(1) }] },
  ],
  ['a media type with parameters', { attachments: [{ name: 'a', mediaType: 'text/plain; x=y', bytes: Buffer.of(1) }] }],
  ['nobody to write to', { to: [] }],
])('%s is refused', async (_name, change) => {
  await expect(composeMime({ ...letter, ...change })).rejects.toMatchObject({ code: 'letter-unsafe' });
});
