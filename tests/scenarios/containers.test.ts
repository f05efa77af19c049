import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InvoiceItem } from '../../src/store/listings/invoices.ts';
import type { MessagePage } from '../../src/store/listings/messages.ts';
import { createApiClient, type MessageJson } from '../support/api.ts';
import { cii } from '../support/e-invoice/cii.ts';
import { eml } from '../support/eml.ts';
import { invoicePdf } from '../support/invoice-pdf.ts';
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

async function arrive(attachments: { name: string; type: string; bytes: Buffer | string }[]): Promise<void> {
  const from = 'Chaudronnerie Kermor <compta@kermor.example>';
  const bytes = Buffer.from(eml({ from, to: address, subject: 'Factures', text: 'Bonjour, voici tout.', attachments }));
  await office.office.acceptMail({ mailboxId, bytes, envelope: null });
}

const api = () => createApiClient(office);
