import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDns, type DnsServer } from '../support/dns.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { openFormSession, type FormSession } from '../support/form-session.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';

let dns: DnsServer;
let dovecot: Dovecot;
let sink: MailSink;
let office: TestOffice;
let person: FormSession;

beforeAll(async () => {
  dovecot = await startDovecot({ users: { anne: 'abcdefghijklmnop', 'contact@chez-anne.example': 'pomme' } });
  sink = await startMailSink({ user: 'contact@chez-anne.example', password: 'pomme' });
  const srv = (port: number, target: string) => [{ type: 'SRV', priority: 0, weight: 0, port, target }] as const;
  dns = await startDns({
    'chez-jeanne.example': [{ type: 'MX', priority: 1, exchange: 'mx1.mail.ovh.net' }],
    '_imap._tcp.chez-anne.example': [...srv(dovecot.port, 'localhost')],
    '_submission._tcp.chez-anne.example': [...srv(sink.port, 'localhost')],
    '_imaps._tcp.cabinet.example': [...srv(993, 'imap.cabinet.example')],
    '_submission._tcp.cabinet.example': [...srv(587, 'smtp.cabinet.example')],
  });
  office = await startTestOffice({ resolver: dns.resolver });
  person = await openFormSession(office);
});
afterAll(async () => {
  await office.stop();
  await dns.stop();
  await sink.stop();
  await dovecot.stop();
});

const anne = {
  name: 'Chez Anne',
  color: '#1f6f8b',
  address: 'contact@chez-anne.example',
  way: 'imap',
  sending: 'same',
};
const valueOf = (page: string, name: string) =>
  new RegExp(`id="${name}"[^>]*?value="([^"]*)"`, 'u').exec(page.replaceAll('\n', ' '))?.[1];
const chosen = (page: string, name: string) =>
  new RegExp(`<select id="${name}"(?:(?!</select>)[^])*?value="([^"]*)"\\s+selected`, 'u').exec(page)?.[1];

test('the button finds the provider by the domain, keeps what was typed and saves nothing', async () => {
  const response = await person.post('/clients', {
    ...anne,
    address: 'contact@chez-jeanne.example',
    signature: 'Jeanne <3',
    find: 'on',
  });
  const page = await response.text();
  expect(response.status).toBe(200);
  expect(page).toMatch(/Réglages trouvés.*OVHcloud \(d’après le domaine\)/u);
  expect([chosen(page, 'provider'), valueOf(page, 'name')]).toEqual(['ovh', 'Chez Anne']);
  expect(page).toContain('Jeanne &lt;3');
  expect(await office.office.store.office((q) => q.clients.all())).toEqual([]);
});

test('by the domain’s own records, the servers are filled in', async () => {
  const response = await person.post('/clients', { ...anne, address: 'contact@cabinet.example', find: 'on' });
  const page = await response.text();
  expect([chosen(page, 'provider'), valueOf(page, 'imapHost'), valueOf(page, 'smtpPort')]).toEqual([
    'other',
    'imap.cabinet.example',
    '587',
  ]);
  expect(page).toContain('ce domaine publie ses serveurs');
});

test('nothing found is said, and at the saving beside the field', async () => {
  const looked = await person.post('/clients', { ...anne, address: 'a@rien.example', find: 'on' });
  expect([looked.status, (await looked.text()).includes('Rien trouvé pour cette adresse')]).toEqual([200, true]);
  const saved = await person.post('/clients', { ...anne, address: 'a@rien.example', imapPassword: 'pomme' });
  expect([saved.status, (await saved.text()).includes('Aucun réglage connu pour ce domaine')]).toEqual([422, true]);
});

test('servers of another domain are confirmed by a person before a password goes there', async () => {
  const typed = { ...anne, imapPassword: 'pomme' };
  const asked = await person.post('/clients', typed);
  const page = await asked.text();
  expect([asked.status, page.includes('une autre maison')]).toEqual([422, true]);
  expect(sink.received).toEqual([]);
  const shown = ['imapHost', 'imapPort', 'smtpHost', 'smtpPort'].map((name) => [name, valueOf(page, name) ?? '']);
  const confirmed = { ...typed, provider: 'other', ...Object.fromEntries(shown), replyTo: 'bureau@chez-anne.example' };
  const saved = await person.post('/clients', confirmed);
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/clients?added=chez-anne']);
  expect(await mailbox('chez-anne')).toMatchObject({
    provider: null,
    signIn: 'password',
    sentCopy: 'watch',
    replyTo: 'bureau@chez-anne.example',
    imap: { host: 'localhost', port: dovecot.port, secure: false, user: 'contact@chez-anne.example' },
  });
});

test('a provider is kept with its way of filing copies; its own servers are not shown as if typed', async () => {
  const form = { way: 'imap', sending: 'smtp', provider: 'yahoo', custom: 'on' };
  const servers = {
    imapHost: 'localhost',
    imapPort: `${dovecot.port}`,
    smtpHost: 'localhost',
    smtpPort: `${sink.port}`,
  };
  const saved = await person.post('/clients/chez-anne/mailbox', { ...form, ...servers, replyTo: '', sentCopy: '' });
  expect(saved.status).toBe(303);
  expect(await mailbox('chez-anne')).toMatchObject({ provider: 'yahoo', sentCopy: 'watch', replyTo: null });
  const kept = await person.post('/clients/chez-anne/mailbox', { ...form, ...servers, sentCopy: 'parapheur' });
  expect(kept.status).toBe(303);
  const page = await (await person.get('/clients/chez-anne/mailbox')).text();
  expect([chosen(page, 'provider'), chosen(page, 'sentCopy'), valueOf(page, 'imapHost')]).toEqual([
    'yahoo',
    'parapheur',
    'localhost',
  ]);
  // Without the tick, what stands in the fields does not count: the password never goes elsewhere than to the provider.
  const { custom: _, ...chosenAlone } = form;
  const asked = await person.post('/clients/chez-anne/mailbox', { ...chosenAlone, ...servers });
  expect([asked.status, (await asked.text()).includes('aucun n’est enregistré pour ce serveur')]).toEqual([422, true]);
});

test('an app password pasted as Google shows it is one word', async () => {
  const google = { way: 'imap', sending: 'none', provider: 'gmail', custom: 'on', imapHost: 'localhost' };
  const port = String(dovecot.port);
  const pasted = { ...google, imapPort: port, imapUser: 'anne', imapPassword: ' abcd efgh ijkl mnop ' };
  expect((await person.post('/clients/chez-anne/mailbox', pasted)).status).toBe(303);
  const { secretOf } = office.office.accounts;
  expect(secretOf((await mailbox('chez-anne'))!).imap).toBe('abcdefghijklmnop');
});

test('an address for answers that is none is said beside it', async () => {
  const form = { way: 'imap', sending: 'smtp', provider: 'other', imapHost: 'localhost', smtpHost: 'localhost' };
  const refused = await person.post('/clients/chez-anne/mailbox', { ...form, replyTo: 'pas une adresse' });
  const page = await refused.text();
  expect([refused.status, valueOf(page, 'replyTo')]).toEqual([422, 'pas une adresse']);
  expect(page).toMatch(/id="replyTo-hint">Ce n’est pas une adresse/u);
});

test('where Microsoft’s sign-in is not set up, the page says so and how', async () => {
  const refused = await person.post('/clients', { ...anne, address: 'contact@hotmail.fr', imapPassword: 'pomme' });
  const page = await refused.text();
  expect([refused.status, chosen(page, 'provider')]).toEqual([422, 'microsoft']);
  expect(page).toContain('PARAPHEUR_MICROSOFT_CLIENT_ID');
});

test('the demo asks nothing of the network, and wants no sign-in from anybody', async () => {
  const demo = await startTestOffice({ demo: true, resolver: dns.resolver });
  const before = dns.asked.length;
  try {
    const visitor = await openFormSession(demo);
    const looked = await visitor.post('/clients', { ...anne, find: 'on' });
    expect(await looked.text()).toContain('Rien trouvé pour cette adresse');
    const added = await visitor.post('/clients', { ...anne, address: 'contact@hotmail.fr' });
    expect([added.status, added.headers.get('location')]).toEqual([303, '/clients?added=chez-anne']);
    expect((await visitor.post('/clients/chez-anne/mailbox/proof', {})).status).toBe(404);
    expect(await (await visitor.get('/clients/chez-anne/mailbox')).text()).not.toContain('Essayer la boîte');
    expect(dns.asked.length).toBe(before);
  } finally {
    await demo.stop();
  }
});

async function mailbox(slug: string) {
  return office.office.store.office(
    async (q) => (await q.mailboxes.ofClient((await q.clients.bySlug(slug))?.id ?? ''))[0],
  );
}
