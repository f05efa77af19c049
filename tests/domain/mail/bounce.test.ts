import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMail } from '../../../src/connectors/mime.ts';
import { bounceCode } from '../../../src/domain/mail/bounce/code.ts';
import { readBounce, unreachedOf } from '../../../src/domain/mail/bounce.ts';
import { bounceMail } from '../../support/bounce-mail.ts';
import { parsedMail } from '../../support/parsed-mail.ts';

const sent = '<5f0c@plomberie-martin.example>';
const lea = 'lea@client.example';
const daemon = { from: { name: '', address: 'MAILER-DAEMON@relais.example' } };
const parse = (raw: string) => parseMail(Buffer.from(raw));

test('the fields of RFC 3464: who, why, and of which mail', async () => {
  const recipients = [
    { address: 'Lea@Client.example' },
    { address: 'jean@client.example', status: '4.2.2', action: 'delayed' },
    { address: 'paul@client.example', status: '5.2.2' },
  ];
  expect(readBounce(await parse(bounceMail({ messageId: sent, recipients })))).toEqual({
    messageIds: [sent],
    failed: [
      { address: lea, code: 'user-unknown', status: '5.1.1' },
      { address: 'paul@client.example', code: 'mailbox-full', status: '5.2.2' },
    ],
  });
});

const copy = `Return-Path: <contact@plomberie-martin.example>\nMessage-ID: ${sent}\nSubject: Re: Devis`;
test.each([
  [
    'qmail',
    `Hi. This is the qmail-send program at relais.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${lea}>:\n550 5.2.2 Mailbox full\n\n--- Below this line is a copy of the message.\n\n${copy}`,
    'mailbox-full',
  ],
  [
    'Exim',
    `A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${lea}\n    host mx.client.example [192.0.2.1]: 550 no such user here\n\n------ This is a copy of the message, including all the headers. ------\n\n${copy}`,
    'user-unknown',
  ],
  [
    'a French server',
    `Votre message n’a pas pu être remis à : ${lea}\nAdresse inconnue.\n\n--- Copie du message\n${copy}`,
    'user-unknown',
  ],
  ['Exchange', `Your message did not reach:\n\n${lea}\n\tThe message is too large.\n\n${copy}`, 'too-large'],
])('a report in the words of %s', (_program, text, code) => {
  const report = readBounce(parsedMail({ ...daemon, text }));
  expect(report?.messageIds).toEqual([sent]);
  expect(report && unreachedOf({ from: '', to: [lea] }, report)).toMatchObject([{ address: lea, code }]);
});

test.each([
  `Your message to ${lea} has been delayed. It will be retried for 2 more days.\n\n${copy}`,
  `WARNING: your message to ${lea} could not be delivered for 4 hours. It will be retried.\n\n${copy}`,
])('a delay is no failure: %s', (text) => {
  expect(readBounce(parsedMail({ ...daemon, text }))).toEqual({ messageIds: [sent], failed: [] });
});

test('what names no mail is no report; an absence that cites one is none either', () => {
  expect(readBounce(parsedMail({ ...daemon, text: `${lea}: user unknown` }))).toBeNull();
  const away = {
    subject: 'Réponse automatique',
    text: `Impossible de vous répondre, écrivez à ${lea}`,
    inReplyTo: sent,
  };
  expect(readBounce(parsedMail(away))).toBeNull();
  expect(readBounce(parsedMail({ ...daemon, text: `${lea}: user unknown`, inReplyTo: sent }))?.messageIds).toEqual([
    sent,
  ]);
});

test('a person’s robot that quotes our mail beside the words of a refusal says nothing of its delivery', () => {
  const robot = {
    from: { name: '', address: 'lea@client.example' },
    subject: 'Absence du bureau',
    headers: { 'auto-submitted': ['auto-replied'] },
    text: `Je suis absente.\n\n<${lea}>:\n550 5.1.1 user unknown\n\n${copy}`,
  };
  expect(readBounce(parsedMail(robot))?.failed ?? []).toEqual([]);
  expect(readBounce(parsedMail({ ...robot, ...daemon, headers: {} }))?.failed).toMatchObject([{ address: lea }]);
});

test('only recipients of the envelope count; a lone one whose server passed the mail on is the one not reached', () => {
  const report = {
    messageIds: [sent],
    failed: [{ address: 'x@ailleurs.example', code: 'other', status: null } as const],
  };
  expect(unreachedOf({ from: '', to: [lea, 'jean@client.example'] }, report)).toEqual([]);
  expect(unreachedOf({ from: '', to: ['Lea@client.example'] }, report)).toMatchObject([{ address: lea }]);
  expect(unreachedOf({ from: '', to: [lea] }, { ...report, failed: [] })).toEqual([]);
});

test.each([
  ['5.1.1', '', 'user-unknown'],
  ['5.1.2', '', 'domain-unknown'],
  ['5.4.4', 'Host or domain name not found', 'domain-unknown'],
  ['5.1.10', 'does not accept mail (nullMX)', 'domain-unknown'],
  ['5.2.2', '', 'mailbox-full'],
  ['5.3.4', '', 'too-large'],
  ['5.7.1', 'Message rejected as spam', 'policy'],
  ['5.2.0', 'smtp; 550 5.2.0 Mail rejete. Mail rejected. ofr_506', 'policy'],
  ['4.4.7', 'delivery time expired', 'expired'],
  ['4.4.1', 'connection timed out', 'expired'],
  ['4.3.0', '', 'expired'],
  ['5.0.0', '550 Requested action not taken: mailbox unavailable', 'user-unknown'],
  [null, '552 Quota exceeded', 'mailbox-full'],
  [null, '550 5.1.1 <x@y.example>: Recipient address rejected', 'user-unknown'],
  [null, 'odd', 'other'],
  ['5.6.9', '', 'other'],
] as const)('%s %s is %s', (status, words, code) => {
  expect(bounceCode(status, words)).toBe(code);
});

test('any words at all are read without a crash, and name nobody who is not in them', () => {
  const piece = fc.constantFrom(
    lea,
    'Final-Recipient: rfc822; ',
    'Action: failed',
    'Status: 5',
    '\n',
    '\n\n',
    '@',
    '<',
    'Message-ID: <a@b>',
    '550 ',
    ' ',
  );
  const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 30 })), { maxLength: 40 }).map((each) => each.join(''));
  fc.assert(
    fc.property(text, (words) => {
      for (const { address } of readBounce(parsedMail({ ...daemon, text: words }))?.failed ?? [])
        expect(words.toLowerCase()).toContain(address);
    }),
    { numRuns: 10_000 },
  );
});

test('costs time in proportion to its length', () => {
  for (const each of [
    'a@',
    'Message-ID: <',
    'a: b\n',
    '-',
    ' ',
    'x',
    'Final-Recipient: rfc822; a@b\n\n',
    'Received: \n',
  ])
    expect(() =>
      readBounce(parsedMail({ ...daemon, text: `failed ${each.repeat(1_000_000 / each.length)}` })),
    ).not.toThrow();
});
