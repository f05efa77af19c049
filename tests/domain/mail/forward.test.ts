import { expect, test } from 'vitest';
import { unwrapForward } from '../../../src/domain/mail/forward.ts';
import { parsedMail } from '../../support/parsed-mail.ts';

const own = ['marc@plomberie-martin.example'];
const marc = { name: 'Marc', address: 'marc@plomberie-martin.example' };
const forward = (text: string, subject = "TR: Fuite sous l'évier") => parsedMail({ from: marc, subject, text });

const outlook = `Tu peux lui répondre ?

De : Camille Roux <Camille@Client.example>
Envoyé : mardi 24 novembre 2026 09:12
À : Marc <marc@plomberie-martin.example>
Objet : Fuite sous l'évier

Bonjour,

Pouvez-vous passer ?`;
const gmail = `Tu peux lui répondre ?

---------- Forwarded message ---------
De : Camille Roux <camille@client.example>
Date: mar. 24 nov. 2026 à 09:12
Subject: Fuite sous l'évier
To: <marc@plomberie-martin.example>

Bonjour,

Pouvez-vous passer ?`;
const apple = `Tu peux lui répondre ?

Début du message réexpédié :

De: Camille Roux <camille@client.example>
Objet: Fuite sous l'évier
Date: 24 novembre 2026 à 09:12:00 UTC+1
À: marc@plomberie-martin.example

Bonjour,

Pouvez-vous passer ?`;

test.each([
  ['Outlook', outlook],
  ['Gmail', gmail],
  ['Apple Mail', apple],
])('%s: the writer is answered, the note is kept apart', (_program, text) => {
  const found = unwrapForward(forward(text), own);
  expect(found).toMatchObject({
    kind: 'found',
    from: { name: 'Camille Roux', address: expect.stringMatching(/^camille@client\.example$/iu) },
    date: new Date('2026-11-24T08:12:00Z'),
    subject: "Fuite sous l'évier",
    note: 'Tu peux lui répondre ?',
    text: 'Bonjour,\n\nPouvez-vous passer ?',
  });
});

test.each([
  ['a stranger who writes a forward', parsedMail({ subject: 'TR: Fuite', text: outlook })],
  ['a forward of our own mail', forward(outlook.replaceAll('Camille@Client.example', 'Marc@Plomberie-Martin.example'))],
  ['an ordinary mail', forward('Bonjour, rappelle le client.', 'Fuite')],
  ['an answer to all, with what it quotes', forward(outlook, "RE: Fuite sous l'évier")],
  [
    'an answer that quotes',
    forward('Oui.\n\nLe 24 nov. 2026 à 09:12, Camille <c@client.example> a écrit :\n> Oui ?', 'Fuite'),
  ],
  ['a note that speaks of senders', forward('De : mon côté rien.\nÀ : demain.', 'Point du jour')],
  ['no sender', parsedMail({ from: null, text: outlook })],
])('%s is left as it is', (_case, mail) => {
  expect(unwrapForward(mail, own)).toEqual({ kind: 'none' });
});

test.each([
  ['without an address', outlook.replace(' <Camille@Client.example>', '')],
  ['with two', outlook.replace('Camille Roux <', 'Accueil <accueil@client.example> pour Camille Roux <')],
  ['cut to its mark', '---------- Message transféré ----------'],
  ['of which only the subject tells', 'Vois avec elle.'],
])('a forward %s is a doubt, never a guess', (_case, text) => {
  expect(unwrapForward(forward(text), own)).toMatchObject({ kind: 'doubt', subject: "Fuite sous l'évier" });
});

test('no text makes it slow, throw, or answer the forwarder', () => {
  const odd = [
    'De : '.repeat(40_000),
    '> '.repeat(100_000),
    `${outlook}\n`.repeat(500),
    '-'.repeat(200_000),
    '<'.repeat(200_000),
  ];
  for (const text of odd) {
    const read = unwrapForward(parsedMail({ from: marc, subject: 'TR: x', text, html: text }), own);
    expect(read.kind === 'found' && own.includes(read.from.address)).toBe(false);
  }
}, 10_000);
