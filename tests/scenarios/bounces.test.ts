import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, type DeliveryJson, type MessageJson, type ProposalJson } from '../support/api.ts';
import { bounceMail } from '../support/bounce-mail.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, originOf, type Desk } from '../support/page.ts';
import { until } from '../support/until.ts';

const lea = 'lea@client.example';
const paul = 'paul@client.example';
let office: TestOffice;
let sink: MailSink;
let api: ReturnType<typeof createApiClient>;
let desk: Desk;

beforeAll(async () => {
  sink = await startMailSink();
  office = await startTestOffice({ undoSeconds: 0 });
  api = createApiClient(office);
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  await office.addClient({ slug: 'martin', address: 'contact@plomberie-martin.example', smtp });
  await office.addClient({ slug: 'roux', address: 'contact@osteo-roux.example', smtp });
  desk = await openDesk(await office.signInLink());
});
afterAll(async () => {
  await desk.close();
  await office.stop();
  await sink.stop();
});

test('sent back whole: it has failed, the page says why and what to do, and the answer can be taken up again', async () => {
  const { id, messageId } = await sent('Devis adresse fausse');
  const report = await reported(bounceMail({ messageId, recipients: [{ address: lea }] }));
  expect(report.stateReason).toBe('triage-notify');
  expect(await delivery(id)).toMatchObject({ state: 'failed', stateReason: 'bounce-user-unknown' });

  await desk.page.goto(`${originOf(desk.page)}/messages/${report.id}`);
  await desk.page.getByText('Cet avis concerne votre envoi').waitFor();
  await desk.page.getByRole('link', { name: 'Voir l’envoi' }).click();
  const row = desk.page.locator(`#delivery-${id}`);
  await row.getByText('adresse inconnue : vérifiez-la', { exact: false }).waitFor();
  expect(await row.getByRole('link', { name: 'Lire l’avis' }).getAttribute('href')).toBe(`/messages/${report.id}`);
  expect(await desk.page.locator('nav .alert').getAttribute('title')).toMatch(/^1\senvoi attend votre réponse$/u);
  await row.getByRole('button', { name: 'Abandonner cet envoi' }).click();
  await desk.page.getByText('de nouveau à signer').first().waitFor();
  expect(await delivery(id)).toMatchObject({ state: 'cancelled' });
  const { proposalId } = await delivery(id);
  expect((await api.call<ProposalJson>('GET', `/proposals/${proposalId}`)).json.state).toBe('open');
  expect(await api.sign(proposalId)).toBe(200);
  await until('sent again', async () => (await deliveriesOf(proposalId)).find(({ state }) => state === 'sent'));

  const { items } = (await api.call<{ items: { action: string; detail: object }[] }>('GET', '/journal')).json;
  const entry = items.find(({ action }) => action === 'mail-bounced');
  expect(entry?.detail).toEqual({ reason: 'bounce-user-unknown', recipients: 1 });
  expect(JSON.stringify(items)).not.toContain('@client.example');
});

test('an answer that came back is no answer: sent back to be written anew, its question gets a new draft', async () => {
  const { id, messageId, proposalId } = await sent('Devis à refaire');
  await reported(bounceMail({ messageId, recipients: [{ address: lea, status: '5.2.2' }] }));
  expect(await api.call('POST', `/deliveries/${id}/settle`, { what: 'cancel' })).toMatchObject({ status: 200 });
  const { revision, contentHash } = (await api.call<ProposalJson>('GET', `/proposals/${proposalId}`)).json;
  const reject = { decision: 'reject', reason: 'tone', revision, contentHash };
  expect((await api.call('POST', `/proposals/${proposalId}/decisions`, reject)).status).toBe(200);
  await until('a new draft', async () => (await open('Re: Devis à refaire')).some((each) => each.id !== proposalId));
});

test('sent back and sent again as it is: only a new report says that it failed once more', async () => {
  const { id, messageId } = await sent('Devis boîte pleine');
  const recipients = [{ address: lea, status: '4.2.2', diagnosis: '452 4.2.2 Mailbox full' }];
  await reported(bounceMail({ messageId, recipients }));
  expect(await delivery(id)).toMatchObject({ state: 'failed', stateReason: 'bounce-mailbox-full' });
  await api.call('POST', `/deliveries/${id}/settle`, { what: 'resend' });
  await until('sent again', async () => (await delivery(id)).state === 'sent');
  expect((await delivery(id)).bounces).toEqual([]);
});

test('sent back for some: it stays sent, and the page names who was not reached', async () => {
  const { id, messageId } = await sent('Devis pour deux', paul);
  await reported(bounceMail({ messageId, recipients: [{ address: paul, status: '5.2.2' }] }));
  expect(await delivery(id)).toMatchObject({ state: 'sent', bounces: [{ address: paul, code: 'mailbox-full' }] });
  await desk.page.goto(originOf(desk.page));
  await desk.page.locator('a[href*="state=notice"]').first().waitFor();
  await desk.page.goto(`${originOf(desk.page)}/deliveries?state=sent`);
  const row = desk.page.locator(`#delivery-${id}`);
  await row.getByText(`Envoyé, sauf à ${paul}`).waitFor();
  await row.getByText('boîte pleine', { exact: false }).waitFor();
  await reported(bounceMail({ messageId, recipients: [{ address: lea }] }));
  expect(await delivery(id)).toMatchObject({ state: 'failed', stateReason: 'bounce-mailbox-full' });
});

test('a delay is no failure', async () => {
  const { id, messageId } = await sent('Devis lent');
  await reported(bounceMail({ messageId, recipients: [{ address: lea, action: 'delayed', status: '4.4.1' }] }));
  expect(await delivery(id)).toMatchObject({ state: 'sent', bounces: [] });
});

test('a report at another client’s, with a wrong Message-ID or of a stranger to the mail changes nothing', async () => {
  const { id, messageId } = await sent('Devis sans histoire', paul);
  await reported(bounceMail({ messageId, recipients: [{ address: lea }, { address: paul }] }), 'roux');
  await reported(bounceMail({ messageId: messageId.replace('<', '<x'), recipients: [{ address: lea }] }));
  await reported(bounceMail({ messageId, recipients: [{ address: 'autre@client.example' }] }));
  expect(await delivery(id)).toMatchObject({ state: 'sent', bounces: [] });
});

test('a report on a mail of which nobody knew whether it left settles that too', async () => {
  sink.fault = 'cut-after-data';
  const { id, messageId } = await signed('Devis incertain');
  await until('unknown', async () => (await delivery(id)).state === 'unknown');
  sink.fault = 'none';
  await reported(bounceMail({ messageId, recipients: [{ address: lea, status: '5.1.2' }] }));
  expect(await delivery(id)).toMatchObject({ state: 'failed', stateReason: 'bounce-domain-unknown' });
});

test('a report that is here before we know that the mail left is not lost', async () => {
  sink.fault = 'hang';
  const { id, messageId } = await signed('Devis suspendu');
  await until('at the server', () => Promise.resolve(sink.received.some(({ raw }) => raw.includes(messageId))));
  await reported(bounceMail({ messageId, recipients: [{ address: lea }] }));
  expect(await delivery(id)).toMatchObject({ state: 'sending', bounces: [{ address: lea }] });
  sink.cut();
  sink.fault = 'none';
  await until('failed', async () => (await delivery(id)).state === 'failed');
  expect(await delivery(id)).toMatchObject({ stateReason: 'bounce-user-unknown' });
});

interface BouncedDelivery extends DeliveryJson {
  proposalId: string;
  bounces: { address: string; code: string }[];
}

/** Received, read and settled; gives the message of the report. */
async function reported(raw: string, slug = 'martin'): Promise<MessageJson> {
  const known = new Set((await api.all<MessageJson>('/messages')).map(({ id }) => id));
  expect(await deliver(office.receiverPort, `${slug}@recu.example`, raw, { from: '' })).toMatchObject({ code: 250 });
  return until('a report', async () =>
    (await api.all<MessageJson>('/messages')).find(
      ({ id, state, automatic }) => !known.has(id) && state === 'settled' && automatic === 'bounce',
    ),
  );
}

async function signed(subject: string, cc = ''): Promise<BouncedDelivery> {
  const asked = eml({ from: `Léa <${lea}>`, subject, text: 'Bonjour,\n\nPouvez-vous me faire un devis ?\n\nLéa' });
  await deliver(office.receiverPort, 'martin@recu.example', asked);
  const [draft] = await until(`a draft for ${subject}`, async () => {
    const found = await open(`Re: ${subject}`);
    return found.length > 0 && found;
  });
  expect(await api.edit(draft!.id, cc ? { cc: [{ name: '', address: cc }] } : {})).toBe(200);
  expect(await api.sign(draft!.id)).toBe(200);
  return until('a delivery', async () => (await deliveriesOf(draft!.id))[0]);
}

async function sent(subject: string, cc = ''): Promise<BouncedDelivery> {
  const { id } = await signed(subject, cc);
  await until('sent', async () => (await delivery(id)).state === 'sent');
  return delivery(id);
}

async function open(subject: string): Promise<ProposalJson[]> {
  const list = await api.all<ProposalJson>('/proposals?status=open');
  const whole = await Promise.all(
    list.map(async ({ id }) => (await api.call<ProposalJson>('GET', `/proposals/${id}`)).json),
  );
  return whole.filter(({ content }) => content.subject === subject);
}

const deliveriesOf = async (proposalId: string) =>
  (await api.all<BouncedDelivery>('/deliveries')).filter((each) => each.proposalId === proposalId);

const delivery = async (id: string): Promise<BouncedDelivery> =>
  (await api.all<BouncedDelivery>('/deliveries')).find((each) => each.id === id)!;
