import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InvoiceItem } from '../../src/store/listings/invoices.ts';
import type { MessagePage } from '../../src/store/listings/messages.ts';
import { createApiClient, type MessageJson } from '../support/api.ts';
import { cii } from '../support/e-invoice/cii.ts';
import { eml } from '../support/eml.ts';
import { invoicePdf } from '../support/invoice-pdf.ts';
import { openFormSession } from '../support/form-session.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';
import { zipFile } from '../support/zip-file.ts';

const address = 'contact@plomberie-vauquelin.example';

let office: TestOffice;
let mailboxId: string;

beforeAll(async () => {
  office = await startTestOffice();
  const client = { slug: 'vauquelin', address, name: 'Plomberie Vauquelin', siren: '404833048', vat: 'FR83404833048' };
  mailboxId = (await office.addClient(client)).mailbox.id;
});
afterAll(() => office.stop());

test('what an archive and an enclosed mail hold comes into the register; a bomb and a second level say what they are', async () => {
  const bomb = zipFile([{ name: 'a.txt', content: Buffer.alloc(16 * 1024 * 1024) }]);
  const archive = zipFile([
    { name: 'septembre/facture-201.xml', content: cii({ number: 'F2026-201' }) },
    { name: 'septembre/facture-202.pdf', content: await invoicePdf({ number: 'F2026-202' }) },
    { name: 'bombe.zip', content: bomb },
    { name: 'plus-bas.zip', content: zipFile([{ name: 'facture-203.xml', content: cii({ number: 'F2026-203' }) }]) },
  ]);
  const enclosed = eml({
    from: 'Compta <compta@kermor.example>',
    subject: 'Notre facture',
    text: 'Voir la pièce jointe.',
    attachments: [
      { name: 'facture.pdf', type: 'application/pdf', bytes: await invoicePdf({ number: 'F2026-204' }) },
      { name: 'autres.zip', type: 'application/zip', bytes: archive },
    ],
  });
  await arrive([
    { name: 'archive.zip', type: 'application/zip', bytes: archive },
    { name: 'transmis.eml', type: 'message/rfc822', bytes: enclosed },
  ]);
  const numbers = async () =>
    (await api().all<InvoiceItem>('/invoices?client=vauquelin')).map(({ number }) => number ?? '').toSorted();
  await until('three invoices', async () => (await numbers()).length === 3);
  const message = await until('all read', async () => {
    const [found] = await api().all<MessageJson>('/messages');
    const { json } = await api().call<MessagePage>('GET', `/messages/${found!.id}`);
    return json.documents.every(({ state }) => ['read', 'unreadable'].includes(state)) ? json : null;
  });
  expect(await numbers()).toEqual(['F2026-201', 'F2026-202', 'F2026-204']);
  expect(
    message.documents.map(({ container, name, state, stateReason, kind }) => [
      container,
      name,
      stateReason ?? kind,
      state,
    ]),
  ).toEqual([
    [null, 'archive.zip', 'other', 'read'],
    ['archive.zip', 'facture-201.xml', 'invoice', 'read'],
    ['archive.zip', 'facture-202.pdf', 'invoice', 'read'],
    ['archive.zip', 'bombe.zip', 'bomb', 'unreadable'],
    ['archive.zip', 'plus-bas.zip', 'nested', 'unreadable'],
    [null, 'transmis.eml', 'other', 'read'],
    ['transmis.eml', 'facture.pdf', 'invoice', 'read'],
    ['transmis.eml', 'autres.zip', 'nested', 'unreadable'],
  ]);
});

test('a locked PDF asks for its password; a wrong one is said and forgotten; the right one opens it, its pages too', async () => {
  const password = 'Été 2026 ';
  const locked = await invoicePdf({ number: 'F2026-210', password });
  await arrive([{ name: 'paie.pdf', type: 'application/pdf', bytes: locked }], 'Fichier protégé');
  const [{ id }, messageId] = await standing('encrypted');
  const session = await openFormSession(office);
  const page = async () => (await session.get(`/messages/${messageId}`)).text();
  expect(await page()).toContain(`action="/documents/${id}/password"`);

  const answer = await session.post(`/documents/${id}/password`, { password: 'hiver' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/messages/${messageId}#document-${id}`]);
  await standing('wrong-password');
  expect(await page()).toContain('n’ouvre pas le fichier');
  expect((await stored(id))?.password).toBeNull();
  expect((await session.post(`/documents/${id}/password`, { password: '' })).status).toBe(422);
  expect((await session.post(`/documents/${id}/password`, { password, csrf: 'of another' })).status).toBe(403);

  expect((await api().call('POST', `/documents/${id}/password`, { password })).status).toBe(202);
  await until('in the register', async () =>
    (await api().all<InvoiceItem>('/invoices')).some(({ number }) => number === 'F2026-210'),
  );
  const kept = (await stored(id))?.password;
  expect(kept?.includes(password)).toBe(false);
  const picture = await session.get(`/documents/${id}/pages/1`);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await api().call('POST', `/documents/${id}/password`, { password })).status).toBe(409);
  const journal = await api().all<{ action: string; subjectId: string }>('/journal');
  expect(journal.filter(({ subjectId }) => subjectId === id).map(({ action }) => action)).toEqual([
    'document-unlocked',
    'document-unlocked',
  ]);
});

const standing = (reason: string) =>
  until(`the document is ${reason}`, async () => {
    const found = (await api().all<MessageJson>('/messages')).find(({ subject }) => subject === 'Fichier protégé');
    if (!found) return null;
    const { json } = await api().call<MessagePage>('GET', `/messages/${found.id}`);
    const document = json.documents.find(({ stateReason }) => stateReason === reason);
    return document && ([document, found.id] as const);
  });

const stored = (id: string) => office.office.store.office((q) => q.documents.byId(id));

async function arrive(
  attachments: { name: string; type: string; bytes: Buffer | string }[],
  subject = 'Factures',
): Promise<void> {
  const from = 'Chaudronnerie Kermor <compta@kermor.example>';
  const bytes = Buffer.from(eml({ from, to: address, subject, text: 'Bonjour, voici tout.', attachments }));
  await office.office.acceptMail({ mailboxId, bytes, envelope: null });
}

const api = () => createApiClient(office);
