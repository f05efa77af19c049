import { expect, test } from 'vitest';
import {
  isProvider,
  providerKeys,
  providerOf,
  providerOfDomain,
  providerOfMx,
  userAt,
} from '../../../src/domain/mail/providers.ts';

test.each([
  ['gmail.com', 'gmail'],
  ['WANADOO.fr', 'orange'],
  ['neuf.fr', 'sfr'],
  ['laposte.net', 'laposte'],
  ['hotmail.fr', 'microsoft'],
  ['yahoo.fr', 'yahoo'],
  ['plomberie-martin.example', null],
  ['gmail.com.evil.example', null],
])('%s is kept by %s', (domain, key) => {
  expect(providerOfDomain(domain)).toBe(key);
});

test.each([
  [['mx1.mail.ovh.net', 'mx2.mail.ovh.net'], 'ovh'],
  [['mx00.ionos.fr.'], 'ionos'],
  [['mx00.kundenserver.de'], 'ionos'],
  [['spool.mail.gandi.net'], 'gandi'],
  [['mta-gw.infomaniak.ch'], 'infomaniak'],
  [['ASPMX.L.GOOGLE.COM'], 'gmail'],
  [['cabinet-roux-fr.mail.protection.outlook.com'], 'microsoft'],
  [['cabinet-roux-fr.k-v1.mx.microsoft'], 'microsoft'],
  [['mx.zoho.eu'], 'zoho'],
  [['in1-smtp.messagingengine.com'], 'fastmail'],
  [['mail.entreprise.example'], null],
  [['mail.notgoogle.com'], null],
  [['google.com.evil.example'], null],
  [[], null],
])('mail that goes to %s is kept by %s', (hosts, key) => {
  expect(providerOfMx(hosts)).toBe(key);
});

test('each provider is told apart, takes mail over TLS, and never twice by one domain', () => {
  const domains = providerKeys.flatMap((key) => [...providerOf(key).domains]);
  expect(new Set(domains).size).toBe(domains.length);
  for (const key of providerKeys) {
    const { imap, smtp, signIn } = providerOf(key);
    expect([imap.port, imap.secure], key).toEqual([993, true]);
    expect([[465, true].join(), [587, false].join()], key).toContain([smtp.port, smtp.secure].join());
    expect(signIn.length, key).toBeGreaterThan(0);
  }
});

test('what the server calls the person', () => {
  expect(userAt(providerOf('free'), 'jeanne.petit@free.fr')).toBe('jeanne.petit');
  expect(userAt(providerOf('ovh'), 'contact@chez-jeanne.example')).toBe('contact@chez-jeanne.example');
});

test('a key is one of the table, not of its prototype', () => {
  expect([isProvider('ovh'), isProvider('constructor'), isProvider(null)]).toEqual([true, false, false]);
});
