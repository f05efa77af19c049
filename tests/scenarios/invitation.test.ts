import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Invitation } from '../../src/domain/mail/invitation.ts';
import * as calendars from '../fixtures/calendar.ts';
import { createApiClient, type MessageJson, type ProposalJson } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { invite, type Invite } from '../support/invite.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, originOf, type Desk } from '../support/page.ts';
import { until } from '../support/until.ts';

const address = 'contact@plomberie-martin.example';
const architect = 'Hélène Roy <h.roy@architecte.example>';
let office: TestOffice;
let desk: Desk;

beforeAll(async () => {
  office = await startTestOffice();
  await office.addClient({ slug: 'martin', name: 'Plomberie Martin', address });
  desk = await openDesk(await office.signInLink());
});
afterAll(async () => {
  await desk.close();
  await office.stop();
});

test('an invitation is shown on its page and on the card, and the agents read its time', async () => {
  const text = 'Bonjour,\r\n\r\nPouvez-vous venir à la réunion et me confirmer votre présence ?\r\n\r\nHélène Roy';
  const message = await arrive({
    subject: 'Réunion de chantier',
    text,
    calendar: calendars.outlookRequest(),
    messageId: '<reunion-1@architecte.example>',
    alsoAsFile: true,
  });
  expect(message.invitations).toMatchObject([{ method: 'request', start: '2026-11-24T13:00:00Z', earlier: null }]);
  expect(message.documents.map(({ name }) => name)).toEqual(['invite.ics']);

  await desk.page.goto(`${originOf(desk.page)}/messages/${message.id}`);
  const shown = desk.page.locator('.invitation');
  await shown.getByText('Réunion de chantier – 3ᵉ étage').waitFor();
  const words = (await shown.innerText()).replaceAll(/[\u00A0\u202F]/gu, ' ');
  expect(words).toContain('ardi 24 novembre 2026, 14 h – 14 h 45');
  expect(words).toContain('12, rue des Lilas, 35000 Rennes');
  expect(words).toContain('Hélène Roy');
  await shown.getByText('2 personnes invitées').click();
  await shown.getByText('accepte').waitFor();

  const { id } = await until(
    'a draft',
    async () => (await createApiClient(office).all<ProposalJson>('/proposals?status=open'))[0],
  );
  await desk.page.goto(`${originOf(desk.page)}/proposals/${id}`);
  await desk.page.locator('.card-head .invitation').waitFor();
  const read = await office.office.store.office(async (q) =>
    q.evidence.conversation((await q.messages.byId(message.id))!),
  );
  expect(read[0]?.text.replaceAll('\u00A0', ' ')).toContain('Quand : mardi 24 novembre 2026, de 14 h à 14 h 45');
});

test('an update says what it was before, a cancellation strikes it through', async () => {
  const moved = await arrive({
    subject: 'Réunion de chantier (déplacée)',
    text: 'Je décale à 16 h.',
    calendar: calendars.outlookRequest({ hour: '16', sequence: 1 }),
    messageId: '<reunion-2@architecte.example>',
  });
  expect(moved.invitations).toMatchObject([
    { start: '2026-11-24T15:00:00Z', earlier: { start: '2026-11-24T13:00:00Z' } },
  ]);
  await desk.page.goto(`${originOf(desk.page)}/messages/${moved.id}`);
  await desk.page.locator('.invitation.is-update', { hasText: 'Mise à jour' }).waitFor();
  expect(await desk.page.locator('.invitation-when s').innerText()).toMatch(/14.h – 14.h.45/u);

  const cancelled = await arrive({
    subject: 'Annulé : Réunion de chantier',
    text: 'Désolée.',
    calendar: calendars.outlookRequest({ hour: '16', sequence: 2, method: 'CANCEL' }),
    method: 'CANCEL',
    messageId: '<reunion-3@architecte.example>',
  });
  expect(cancelled.invitations).toMatchObject([{ method: 'cancel', earlier: null }]);
  await desk.page.goto(`${originOf(desk.page)}/messages/${cancelled.id}`);
  await desk.page.locator('.invitation.is-cancel s', { hasText: '16' }).first().waitFor();
});

test('an answer to an invitation is settled by code, wherever it says that it is one', async () => {
  const message = await arrive({
    from: 'Camille Roux <camille.roux@client.example>',
    subject: 'Accepté : Visite',
    text: '',
    calendar: calendars.googleReply,
    method: 'REPLY',
    messageId: '<reponse@client.example>',
  });
  expect(message).toMatchObject({
    state: 'settled',
    stateReason: 'automatic-auto-reply',
    invitations: [{ method: 'reply' }],
  });
});

test('a calendar that cannot be read is a document and a defect', async () => {
  const message = await arrive({
    subject: 'Agenda',
    text: 'Voir le fichier',
    calendar: 'BEGIN:VCALENDAR\r\nrien',
    messageId: '<vide@architecte.example>',
  });
  expect(message).toMatchObject({ invitations: [], documents: [{ name: 'document-1.ics' }] });
  expect(message.defects).toContain('calendar-unreadable');
});

interface MessageSeen extends MessageJson {
  invitations: Invitation[];
  documents: { name: string }[];
  defects: string[];
}

async function arrive(
  change: Pick<Invite, 'subject' | 'text' | 'calendar' | 'messageId'> & Partial<Invite>,
): Promise<MessageSeen> {
  const mail = invite({ from: architect, to: address, method: 'REQUEST', ...change });
  expect(await deliver(office.receiverPort, 'martin@recu.example', mail)).toMatchObject({ code: 250 });
  const api = createApiClient(office);
  const done = async () =>
    (await api.all<MessageJson>('/messages')).find(
      ({ subject, state }) =>
        subject === change.subject && ['prepared', 'settled', 'refused', 'failed'].includes(state),
    );
  const { id } = await until(change.subject, done);
  return (await api.call<MessageSeen>('GET', `/messages/${id}`)).json;
}
