import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseMail } from '../../src/connectors/mime.ts';
import type { Delivery } from '../../src/store/deliveries.ts';
import { createApiClient, type ProposalJson } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

let office: TestOffice;
let api: ReturnType<typeof createApiClient>;
beforeAll(async () => {
  office = await startTestOffice({ undoSeconds: 600, demo: true });
  api = createApiClient(office);
});
afterAll(() => office.stop());

test('From, Reply-To and Message-ID are the mailbox’s; the bytes belong to one approval', async () => {
  const { mailbox } = await office.addClient({
    slug: 'martin',
    name: 'Martin',
    address: 'contact@électricité.example',
  });
  await office.office.store.office((q) => q.mailboxes.change(mailbox, { replyTo: 'bureau@martin.example' }));
  const proposal = await propose();
  expect(await api.sign(proposal.id)).toBe(200);
  const [first] = await deliveries();
  const { mail, raw } = await read(first!);
  expect(mail.from).toEqual({ name: 'Martin', address: 'contact@xn--lectricit-93aj.example' });
  expect(mail.replyTo).toEqual([{ name: '', address: 'bureau@martin.example' }]);
  expect(mail.messageId).toBe(first?.messageId);
  expect(mail.messageId).toMatch(/@xn--lectricit-93aj\.example>$/u);
  expect(first?.envelope).toEqual({ from: 'contact@xn--lectricit-93aj.example', to: ['camille.roux@client.example'] });
  expect(raw).toMatch(/^Date: .* \+0[12]00\r$/mu);

  expect((await api.call('POST', `/proposals/${proposal.id}/undo`)).status).toBe(200);
  expect(await api.sign(proposal.id)).toBe(200);
  const [again, before] = await deliveries();
  expect(before).toMatchObject({ id: first?.id, state: 'cancelled', rawHash: first?.rawHash });
  expect(again?.messageId).not.toBe(first?.messageId);
  expect((await read(again!)).mail.messageId).toBe(again?.messageId);
});

test('a Reply-To that is the From itself is not written', async () => {
  const { mailbox } = await office.addClient({ slug: 'autre', address: 'contact@autre.example' });
  await office.office.store.office((q) => q.mailboxes.change(mailbox, { replyTo: 'Contact@Autre.example' }));
  const { id } = await propose('autre');
  expect(await api.sign(id)).toBe(200);
  const [delivery] = await deliveries();
  expect((await read(delivery!)).mail.replyTo).toEqual([]);
});

async function propose(slug = 'martin'): Promise<ProposalJson> {
  const mail = eml({ to: 'Contact', subject: `Devis ${slug}` });
  expect((await deliver(office.receiverPort, `${slug}@recu.example`, mail)).code).toBe(250);
  return until('the proposal', async () => (await api.all<ProposalJson>(`/proposals?client=${slug}`))[0]);
}

/** Newest first. */
const deliveries = (): Promise<Delivery[]> =>
  office.office.store.office(async (_, tx) => {
    const { rows } = await tx.execute<{ id: string }>('select id from deliveries order by created_at desc');
    return Promise.all(rows.map(({ id }) => office.office.store.office((q) => q.deliveries.byId(id)))) as Promise<
      Delivery[]
    >;
  });

async function read({ clientId, rawHash }: Delivery) {
  const raw = await office.office.files.get(clientId, rawHash);
  return { raw: raw.toString(), mail: await parseMail(raw) };
}
