import type { ParsedMail } from '../../src/domain/mail.ts';

/** A parsed mail for tests of pure rules; `headers` are added in lower case. */
export function parsedMail(change: Partial<ParsedMail> = {}): ParsedMail {
  return {
    messageId: '<1@client.example>',
    inReplyTo: null,
    references: [],
    from: { name: 'Camille Roux', address: 'camille@client.example' },
    alsoFrom: [],
    replyTo: [],
    to: [{ name: '', address: 'contact@plomberie-martin.example' }],
    cc: [],
    subject: 'Demande de devis',
    date: new Date('2026-11-24T08:12:00Z'),
    text: 'Bonjour',
    html: null,
    hiddenText: '',
    attachments: [],
    headers: {},
    defects: [],
    ...change,
  };
}
