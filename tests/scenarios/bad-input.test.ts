import { spawnSync } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorker } from '../../src/roles.ts';
import { createApiClient, type MessageJson } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, originOf, type Desk } from '../support/page.ts';
import { until } from '../support/until.ts';

const address = 'contact@maison-colas.example';
const forwarding = 'colas@recu.example';
const maxMailBytes = 200_000;
let office: TestOffice;
let desk: Desk;

beforeAll(async () => {
  office = await startTestOffice({ maxMailBytes });
  await office.addClient({ slug: 'colas', name: 'Maison Colas', address });
  desk = await openDesk(await office.signInLink());
});
afterAll(async () => {
  await desk.close();
  await office.stop();
});

test.each([true, false])('a mail too large is refused with 552 (announced: %s)', async (announceSize) => {
  const mail = eml({ to: address, subject: 'Trop grand', text: 'x'.repeat(maxMailBytes) });
  expect(await deliver(office.receiverPort, forwarding, mail, { announceSize })).toMatchObject({ code: 552 });
  expect(await messages('Trop grand')).toEqual([]);
});

test('an address nobody has is refused with 550', async () => {
  expect(await deliver(office.receiverPort, 'inconnue@recu.example', eml())).toMatchObject({ code: 550 });
});

test('what is not a mail is kept, shown as unreadable, and may be tried again', async () => {
  const noise = 'ceci n’est pas un courriel\r\n\0\x01\x02\r\n';
  expect(await deliver(office.receiverPort, forwarding, noise)).toMatchObject({ code: 250 });
  const { id, stateReason } = await until('refused', async () => (await inState('refused'))[0]);
  expect(stateReason).toBe('mail-unreadable');
  const { clientId, rawHash } = (await office.office.store.office((q) => q.messages.byId(id)))!;
  expect((await office.office.files.get(clientId, rawHash)).toString()).toContain('pas un courriel');

  const { page } = desk;
  await page.goto(`${originOf(page)}/messages/${id}`);
  await page.locator('.state-refused', { hasText: 'Illisible' }).getByText('l’original est conservé').first().waitFor();
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await until('tried again', async () => JSON.stringify(await journal()).includes('message-retried'));
  await until('refused again', async () => (await inState('refused'))[0]);
});

test('on a full disk the sender keeps the mail; with room again it comes in', async () => {
  const mail = eml({
    to: address,
    subject: 'Disque plein',
    text: `Bonjour, pourriez-vous me rappeler ?\n\n-- \n${'Camille Roux '.repeat(4000)}`,
  });
  const makeRoom = await fillUp(path.join(office.office.config.dataFolder, 'files'));
  try {
    expect(await deliver(office.receiverPort, forwarding, mail)).toMatchObject({ code: 451 });
    expect(await messages('Disque plein')).toEqual([]);
  } finally {
    await makeRoom();
  }
  expect(await deliver(office.receiverPort, forwarding, mail)).toMatchObject({ code: 250 });
  await until('prepared', async () => (await messages('Disque plein')).some(({ state }) => state === 'prepared'));
});

test('a wrong mailbox password is told on the page of clients', async () => {
  const dovecot: Dovecot = await startDovecot({ users: { vidal: 'azerty' } });
  const imap = { host: '127.0.0.1', port: dovecot.port, secure: false, user: 'vidal', password: 'qwerty' };
  await office.addClient({ slug: 'vidal', name: 'Atelier Vidal', address: 'contact@atelier-vidal.example', imap });
  await office.worker.stop();
  const worker = await startWorker(office.office);
  try {
    const { page } = desk;
    await page.goto(`${originOf(page)}/clients`);
    const said = await page.locator('.c-vidal .health-error').textContent();
    expect(said).toContain('En panne — identifiant ou mot de passe refusé');
  } finally {
    await worker.stop();
    await dovecot.stop();
  }
});

test('a wrong password at the door, and a link used up, are told in words', async () => {
  const stranger = await desk.page.context().browser()!.newPage({ locale: 'fr-FR' });
  await stranger.goto(`${office.url}/sign-in`);
  await stranger.getByLabel('Adresse de courriel').fill('secretaire@parapheur.example');
  await stranger.getByLabel('Mot de passe').fill('devine-au-hasard');
  await stranger.getByRole('button', { name: 'Ouvrir le parapheur' }).click();
  await stranger.getByRole('alert').getByText('L’adresse ou le mot de passe ne convient pas.').waitFor();
  await stranger.goto(`${office.url}/sign-in/ce-lien-n-existe-pas`);
  const words = await stranger.getByText('Ce lien a déjà servi ou a expiré.').textContent();
  expect(words).toContain('connectez-vous avec votre mot de passe');
  await stranger.close();
});

const api = () => createApiClient(office);
const inState = (state: MessageJson['state']) => api().all<MessageJson>(`/messages?state=${state}`);
const messages = async (subject: string) =>
  (await api().all<MessageJson>('/messages')).filter((each) => each.subject === subject);
const journal = () => api().all<{ action: string }>('/journal');

/** A tiny file system over the folder; where mounting is not allowed, a file in its place, so that every write fails. */
async function fillUp(folder: string): Promise<() => Promise<void>> {
  const away = `${folder}.away`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder]).status === 0) {
    return () => Promise.resolve(void spawnSync('umount', [folder]));
  }
  await mkdir(folder, { recursive: true });
  await rename(folder, away);
  await writeFile(folder, '');
  return async () => {
    await rm(folder);
    await rename(away, folder);
  };
}
