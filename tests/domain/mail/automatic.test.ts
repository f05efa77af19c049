import { expect, test } from 'vitest';
import { automaticKind } from '../../../src/domain/mail/automatic.ts';
import type { ParsedMail } from '../../../src/domain/mail.ts';
import { parsedMail } from '../../support/parsed-mail.ts';

const own = ['contact@plomberie-martin.example'];
const from = (address: string) => ({ from: { name: '', address } });
const header = (name: string, value: string) => ({ headers: { [name]: [value] } });

test.each<[string | null, Partial<ParsedMail>]>([
  [null, {}],
  [null, header('auto-submitted', 'no')],
  [null, header('auto-submitted', 'No (human)')],
  [null, header('return-path', '<camille@client.example>')],
  [null, header('precedence', 'first-class')],
  [null, { subject: 'Absence de M. Roux lundi' }],
  [null, { subject: 'Votre délai de livraison, échec du paiement ?' }],
  [null, from('noelle.reynaud@client.example')],
  [null, from('norbert@client.example')],
  ['own', from('Contact@plomberie-martin.example')],
  ['auto-reply', header('x-loop', 'contact@plomberie-martin.example')],
  ['auto-reply', { headers: { received: Array.from({ length: 60 }, () => 'from a by b') } }],
  ['bounce', header('content-type', 'multipart/report; report-type=delivery-status; boundary=x')],
  ['bounce', from('MAILER-DAEMON@mx.example')],
  ['bounce', { subject: 'Undelivered Mail Returned to Sender', ...header('return-path', '<>') }],
  ['bounce', { subject: 'Échec de la remise : devis', from: null, ...header('auto-submitted', 'auto-generated') }],
  ['receipt', header('content-type', 'multipart/report; report-type=disposition-notification')],
  ['receipt', { subject: 'Lu : Devis D-2026-311' }],
  ['auto-reply', header('auto-submitted', 'auto-replied (vacation)')],
  ['auto-reply', { subject: 'Réponse automatique : Devis' }],
  ['auto-reply', { subject: 'Out of Office: quote' }],
  ['auto-reply', { subject: "Message d'absence Re: devis" }],
  ['auto-reply', header('x-autoreply', 'yes')],
  ['auto-reply', header('precedence', 'auto_reply')],
  ['auto-reply', header('content-type', 'text/calendar; method=REPLY')],
  ['auto-reply', header('return-path', '<>')],
  ['newsletter', header('list-id', '<lettre.boutique.example>')],
  ['newsletter', header('list-unsubscribe', '<https://boutique.example/u>')],
  ['newsletter', header('precedence', 'bulk')],
  ['newsletter', header('feedback-id', 'promo:x')],
  [
    'notification',
    {
      ...header('list-unsubscribe', '<https://fournisseur.example/u>'),
      attachments: [{ name: 'facture.pdf', declaredType: 'application/pdf', bytes: Buffer.of(1), inline: false }],
    },
  ],
  ['notification', header('auto-submitted', 'auto-generated')],
  ['notification', header('x-auto-response-suppress', 'All')],
  ['notification', from('no-reply@banque.example')],
  ['notification', from('ne-pas-repondre@impots.example')],
  ['notification', from('noreply+abc@banque.example')],
])('%s: %o', (kind, change) => {
  expect(automaticKind(parsedMail(change), own)).toBe(kind);
});
