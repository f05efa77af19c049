import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiClient, type DeliveryJson, type ProposalJson } from '../support/api.ts';
import { backends, type QueueBackend } from '../support/backends.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, originOf, signOnPage, type Desk } from '../support/page.ts';
import { until } from '../support/until.ts';

const address = 'contact@plomberie-martin.example';
const undoSeconds = 3;

describe.each(backends)('from a forwarded mail to a signed answer ($name)', ({ start }) => {
  let backend: QueueBackend;
  let sink: MailSink;
  let office: TestOffice;
  let desk: Desk;

  beforeAll(async () => {
    backend = await start();
    sink = await startMailSink();
    office = await startTestOffice({ redisUrl: backend.redisUrl, undoSeconds });
    const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
    const signature = 'Paul Martin\nPlomberie Martin\n01 99 00 00 01';
    await office.addClient({ slug: 'martin', name: 'Plomberie Martin', address, signature, smtp });
    desk = await openDesk(await office.signInLink());
  });
  afterAll(async () => {
    await desk.close();
    await office.stop();
    await sink.stop();
    await backend.stop();
  });

  test('what she signs leaves once, whole and threaded', async () => {
    const asked = eml({
      from: 'Camille Roux <camille.roux@client.example>',
      to: address,
      subject: 'Fuite sous =?utf-8?Q?l=27=C3=A9vier?=',
      messageId: '<fuite-2@client.example>',
      headers: { 'In-Reply-To': '<fuite-1@client.example>', References: '<fuite-1@client.example>' },
      text: 'Bonjour,\n\nPourriez-vous passer mardi matin pour une fuite ?\n\nMerci,\nCamille Roux',
    });
    expect(await deliver(office.receiverPort, 'martin@recu.example', asked)).toMatchObject({ code: 250 });
    await signOnPage(desk.page, (await proposal(office)).id);

    await until('the mail at the other end', () => Promise.resolve(sink.received.length > 0));
    await until('sent', async () => (await deliveries(office)).every(({ state }) => state === 'sent'));
    expect(sink.received).toHaveLength(1);
    const { envelope, raw } = sink.received[0]!;
    expect(envelope).toEqual({ from: address, to: ['camille.roux@client.example'] });
    const mail = await simpleParser(raw);
    expect(mail.from?.value).toMatchObject([{ name: 'Plomberie Martin', address }]);
    expect(mail.to).toMatchObject({ value: [{ name: 'Camille Roux', address: 'camille.roux@client.example' }] });
    expect(mail.subject).toBe("Re: Fuite sous l'évier");
    expect(mail.inReplyTo).toBe('<fuite-2@client.example>');
    expect(mail.references).toEqual(['<fuite-1@client.example>', '<fuite-2@client.example>']);
    expect(mail.messageId).toMatch(/@plomberie-martin\.example>$/u);
    expect(mail.text).toMatch(/^(?:Bonjour|Madame|Monsieur)/u);
    expect(mail.text).not.toContain('[[');
    expect(mail.text).toMatch(/Camille Roux a écrit :\n>/u);
    expect(mail.text).toContain('> Pourriez-vous passer mardi matin pour une fuite ?');
    for (const part of [mail.text ?? '', String(mail.html)]) expect(part.split('01 99 00 00 01')).toHaveLength(2);
    expect(mail.html).toContain('<blockquote');

    await desk.page.goto(`${originOf(desk.page)}/deliveries`);
    await desk.page.locator('.state-sent', { hasText: 'Partie' }).waitFor();
  });

  test('what she takes back within the delay does not leave until she signs it again', async () => {
    const asked = eml({ from: 'Jean Petit <jean.petit@client.example>', to: address, subject: 'Devis chaudière' });
    await deliver(office.receiverPort, 'martin@recu.example', asked);
    const { id } = await proposal(office);
    await signOnPage(desk.page, id);
    await desk.page.locator('#toast').getByRole('button', { name: 'Annuler' }).click();
    await until('open again', async () => (await proposal(office)).id === id);

    await signOnPage(desk.page, id);
    const toHim = () => sink.received.filter(({ envelope }) => envelope.to.includes('jean.petit@client.example'));
    await until('the mail at the other end', () => Promise.resolve(toHim().length > 0));
    await until('settled', async () =>
      (await deliveries(office)).every(({ state }) => state !== 'queued' && state !== 'sending'),
    );
    expect((await deliveries(office)).map(({ state }) => state).toSorted()).toEqual(['cancelled', 'sent', 'sent']);
    expect(toHim()).toHaveLength(1);
  });
});

const proposal = (office: TestOffice): Promise<ProposalJson> =>
  until('a proposal', async () => (await createApiClient(office).all<ProposalJson>('/proposals?status=open'))[0]);

const deliveries = (office: TestOffice) => createApiClient(office).all<DeliveryJson>('/deliveries');
