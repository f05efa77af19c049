import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAutoconfig } from '../../src/connectors/autoconfig.ts';
import { startDns, type DnsServer, type DnsZone } from '../support/dns.ts';

const srv = (target: string, port: number, priority = 0, weight = 1) =>
  ({ type: 'SRV', target, port, priority, weight }) as const;

const zone: DnsZone = {
  'chez-jeanne.example': [
    { type: 'MX', priority: 20, exchange: 'mail.autre.example' },
    { type: 'MX', priority: 5, exchange: 'mx1.mail.ovh.net' },
  ],
  'cabinet.example': [{ type: 'MX', priority: 1, exchange: 'mail.cabinet.example' }],
  '_imaps._tcp.cabinet.example': [srv('imap2.cabinet.example', 993, 20), srv('imap.cabinet.example', 993, 10)],
  '_imap._tcp.cabinet.example': [srv('imap.cabinet.example', 143)],
  '_submissions._tcp.cabinet.example': [srv('.', 0)],
  '_submission._tcp.cabinet.example': [srv('smtp.cabinet.example', 587)],
  '_imaps._tcp.ailleurs.example': [srv('imap.ailleurs.example', 993)],
  '_submissions._tcp.ailleurs.example': [srv('smtp.evil.example', 465)],
  '_imaps._tcp.xn--th-cja.example': [srv('imap.xn--th-cja.example', 993)],
  '_imaps._tcp.ferme.example': [srv('.', 0)],
};

let dns: DnsServer;
beforeAll(async () => {
  dns = await startDns(zone);
});
afterAll(() => dns.stop());

const find = (address: string) => createAutoconfig({ resolver: dns.resolver })(address);

test('an address of a known provider asks nobody', async () => {
  expect(await find('jeanne@orange.fr')).toEqual({ by: 'domain', provider: 'orange' });
  expect(await createAutoconfig({ resolver: null })('jeanne@gmail.com')).toEqual({ by: 'domain', provider: 'gmail' });
  expect(dns.asked.some((question) => question.includes('orange.fr'))).toBe(false);
});

test('a domain of one’s own is known by where its mail goes', async () => {
  expect(await find('contact@Chez-Jeanne.example')).toEqual({ by: 'mx', provider: 'ovh' });
});

test('else by what it publishes: TLS from the first byte first, the lowest priority, nothing that is said not to be', async () => {
  expect(await find('contact@cabinet.example')).toEqual({
    by: 'srv',
    imap: { host: 'imap.cabinet.example', port: 993, secure: true },
    smtp: { host: 'smtp.cabinet.example', port: 587, secure: false },
    foreign: false,
  });
});

test('a server of another domain is for a person to confirm', async () => {
  expect(await find('contact@ailleurs.example')).toMatchObject({ by: 'srv', foreign: true });
});

test('a domain with accents is asked by its IDNA name', async () => {
  expect(await find('contact@thé.example')).toMatchObject({ by: 'srv', imap: { host: 'imap.xn--th-cja.example' } });
});

test.each([
  'contact@rien.example',
  'contact@ferme.example',
  'sans-arobase',
  'a@localhost',
  'a@',
  'a@bad domain.example',
])('nothing is known of %s', async (address) => {
  expect(await find(address)).toBeNull();
});

test('whatever is typed as an address, it gives an answer', async () => {
  const autoconfig = createAutoconfig({ resolver: dns.resolver });
  const typed = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.emailAddress());
  const known = ['domain', 'mx', 'srv', undefined];
  await fc.assert(
    fc.asyncProperty(typed, async (address) => {
      expect(known).toContain((await autoconfig(address))?.by);
    }),
    { numRuns: 300 },
  );
});

test('a name server that says nothing is waited for no longer than allowed', async () => {
  const mute = await startDns(zone);
  mute.silent = true;
  try {
    expect(await createAutoconfig({ resolver: mute.resolver, limitMs: 100 })('contact@cabinet.example')).toBeNull();
  } finally {
    await mute.stop();
  }
});
