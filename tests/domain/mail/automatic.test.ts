import { expect, test } from 'vitest';
import { automaticKind } from '../../../src/domain/mail/automatic.ts';
import type { ParsedMail } from '../../../src/domain/mail.ts';
import { parsedMail } from '../../support/parsed-mail.ts';

const own = ['contact@plomberie-martin.example'];
const from = (address: string) => ({ from: { name: '', address } });
const part = (declaredType: string) => ({
  name: 'part',
  declaredType,
  bytes: Buffer.from(''),
  inline: false,
});
const header = (name: string, value: string) => ({ headers: { [name]: [value] } });

test.each<[string | null, Partial<ParsedMail>]>([
  [null, {}],
  [null, header('auto-submitted', 'no')],
  [null, header('auto-submitted', 'No (human)')],
  [null, header('return-path', '<camille@client.example>')],
  [null, header('precedence', 'first-class')],
  [null, { subject: 'Absence de M. Roux lundi' }],
  [null, { subject: 'Absent du 3 au 10 août : passez avant' }],
  [null, { subject: "Message d'erreur du robot de cuisine" }],
  [null, { subject: "Message d'erreur sur ma chaudière", ...from('robin@client.example') }],
  [null, { subject: 'RE: Réponse automatique : Devis' }],
  [null, { subject: 'Réponse à votre message automatique' }],
  [null, { subject: 'Lu et approuvé : devis signé' }],
  [null, { subject: 'Accusé de réception de votre réclamation' }],
  [null, { subject: 'Vacation de nuit : remplacement' }],
  [null, { subject: 'Out of office hours: can you come?' }],
  [null, { subject: 'Colis non remis : que faire ?' }],
  [null, { subject: 'Livraison retardée, delayed delivery status?' }],
  [null, { subject: 'Congés : fermeture du 1er au 15' }],
  [null, { ...from('postmaster@client.example'), subject: 'Réglage de votre domaine' }],
  [null, from('reply+4f5a@messagerie.example')],
  [null, from('robotte.marie@client.example')],
  [null, from('alertine@client.example')],
  [null, { headers: { 'list-id': ['<contact.plomberie-martin.example>'], precedence: ['list'] } }],
  [null, { headers: { 'list-post': ['<mailto:contact@plomberie-martin.example>'], 'list-unsubscribe': ['<x>'] } }],
  [null, header('content-type', 'text/calendar; method=REQUEST')],
  [null, header('content-type', 'text/calendar; method=COUNTER')],
  [null, { subject: 'Votre délai de livraison, échec du paiement ?' }],
  [null, from('noelle.reynaud@client.example')],
  [null, from('norbert@client.example')],
  ['own', from('Contact@plomberie-martin.example')],
  ['auto-reply', header('x-loop', 'contact@plomberie-martin.example')],
  ['auto-reply', { headers: { received: Array.from({ length: 60 }, () => 'from a by b') } }],
  ['bounce', header('content-type', 'multipart/report; report-type=delivery-status; boundary=x')],
  ['bounce', from('MAILER-DAEMON@mx.example')],
  ['bounce', { ...from('postmaster@mx.example'), subject: 'Delivery report' }],
  ['bounce', { ...from('postmaster@mx.example'), attachments: [part('text/rfc822-headers')] }],
  ['bounce', { ...from('postmaster@mx.example'), text: 'Your mail:\n550 - No such user' }],
  ['bounce', { text: '{"notificationType":"Bounce","bounce":{}}' }],
  ['bounce', { subject: 'Undelivered Mail Returned to Sender', ...header('return-path', '<>') }],
  ['bounce', { subject: 'Échec de la remise : devis', from: null, ...header('auto-submitted', 'auto-generated') }],
  ['receipt', header('content-type', 'multipart/report; report-type=disposition-notification')],
  ['receipt', { subject: 'Lu : Devis D-2026-311' }],
  ['auto-reply', header('auto-submitted', 'auto-replied (vacation)')],
  ['auto-reply', { subject: 'Réponse automatique : Devis' }],
  ['auto-reply', { subject: '[Réponse automatique] Devis' }],
  ['notification', from('do-not-reply@banque.example')],
  ['notification', from('ne.pas.repondre@banque.example')],
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
