import { expect, test } from 'vitest';
import { parseMail } from '../../src/connectors/mime.ts';
import { Profile, type Client } from '../../src/domain/client.ts';
import { readMail } from '../../src/queues/read-mail.ts';
import { eml } from '../support/eml.ts';

const address = 'contact@dupont-menuiserie.example';
const marc = 'marc@dupont-menuiserie.example';
const people = [{ name: 'Marc Dupont', role: 'gérant', email: marc }];
const client: Client = {
  id: 'c',
  slug: 'dupont',
  name: 'Dupont Menuiserie',
  color: '#224466',
  address,
  profile: Profile.parse({ people }),
};
const parsed = (mail: string) => parseMail(Buffer.from(mail));
const read = async (mail: string) => readMail(await parsed(mail), client, [address], parseMail);

test.each<[string, Record<string, string>]>([
  ['a sieve rule', { 'Resent-From': marc, 'Resent-To': address, 'Delivered-To': address }],
  ['a Gmail filter', { 'X-Forwarded-For': `${marc} ${address}`, 'X-Forwarded-To': address, 'Delivered-To': marc }],
  [
    'a redirection of the host, with a rewritten envelope',
    { 'Return-Path': '<SRS0=aB3d=XY=client.example=camille.roux@dupont-menuiserie.example>', 'Delivered-To': address },
  ],
  ['an Exchange rule', { 'X-MS-Exchange-Inbox-Rules-Loop': marc, 'Resent-From': marc }],
])('%s redirects: the sender is the correspondent already', async (_rule, headers) => {
  const { original, forwardedBy, senderDoubt, automatic, direction } = await read(eml({ to: marc, headers }));
  expect({ from: original.from, forwardedBy, senderDoubt, automatic, direction }).toEqual({
    from: { name: 'Camille Roux', address: 'camille.roux@client.example' },
    forwardedBy: null,
    senderDoubt: null,
    automatic: null,
    direction: 'in',
  });
  expect(original.messageId).toContain('@client.example');
});

test('what a stranger enclosed or pasted stays his own mail', async () => {
  const bytes = eml({ from: 'Paul <paul@tiers.example>' });
  const attachments = [{ name: 'x.eml', type: 'message/rfc822', bytes }];
  const text = 'De : Paul <paul@tiers.example>\nDate : hier\nObjet : x\n\nBonjour';
  const { original, forwardedBy, senderDoubt } = await read(eml({ subject: 'TR: x', text, attachments }));
  expect(original.from?.address).toBe('camille.roux@client.example');
  expect({ forwardedBy, senderDoubt }).toEqual({ forwardedBy: null, senderDoubt: null });
});

test('a disputed sender opens no forward, is never own mail, and is asked of a person', async () => {
  const text = 'De : Paul <paul@tiers.example>\nDate : hier\nObjet : x\n\nBonjour';
  for (const from of [`Marc <${marc}>`, address]) {
    const mail = await parsed(eml({ from, subject: 'TR: x', text }));
    const disputed = { ...mail, defects: ['from-disputed'] };
    const { original, ...seen } = await readMail(disputed, client, [address], parseMail);
    expect(original.from).toEqual(mail.from);
    expect(seen).toMatchObject({ senderDoubt: 'from-disputed', forwardedBy: null, automatic: null, direction: 'in' });
  }
});

test('the form of the client’s own site is answered where its Reply-To says', async () => {
  const mail = eml({
    from: `Site <${address}>`,
    to: address,
    headers: { 'Reply-To': 'Paul Petit <paul@tiers.example>' },
  });
  const { original, automatic, direction } = await read(mail);
  expect({ from: original.from, automatic, direction }).toEqual({
    from: { name: 'Paul Petit', address: 'paul@tiers.example' },
    automatic: null,
    direction: 'in',
  });
});
