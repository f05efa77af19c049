import { expect, test } from 'vitest';
import type { Invitation } from '../../src/domain/mail/invitation.ts';
import { wordsOf, type Locale } from '../../src/web/locale.ts';
import type { View } from '../../src/web/view.ts';
import { invitationList } from '../../src/web/views/invitation.ts';

const invitation: Invitation = {
  method: 'request',
  uid: 'u1',
  sequence: 0,
  summary: 'Réunion <script>',
  location: 'Rennes',
  description: '',
  start: '2026-11-24T13:00:00Z',
  end: '2026-11-24T14:30:00Z',
  timeZone: 'Europe/Paris',
  recurrence: null,
  occurrence: null,
  organizer: { name: 'Hélène Roy', address: 'h.roy@architecte.example' },
  attendees: [],
  earlier: null,
};

async function shown(change: Partial<Invitation>, locale: Locale = 'fr'): Promise<string> {
  const view = { ...wordsOf[locale], calendarDay: (day: string) => day } as View;
  const page = String(await invitationList(view, [{ ...invitation, ...change }], 'Europe/Paris'));
  return page
    .replaceAll(/<s>/gu, '~')
    .replaceAll(/<\/s>/gu, '~')
    .replaceAll(/<[^>]+>/gu, ' ')
    .replaceAll(/[\s\u00A0\u202F]+/gu, ' ')
    .trim();
}

test.each<[string, Partial<Invitation>, string]>([
  [
    'an invitation',
    {},
    'Invitation Réunion &lt;script&gt; mardi 24 novembre 2026, 14 h – 15 h 30 Rennes Organisé par Hélène Roy h.roy@architecte.example',
  ],
  [
    'an update',
    { sequence: 1, earlier: { start: '2026-11-24T08:00:00Z', end: null, location: 'Vannes' } },
    '~ Auparavant : mardi 24 novembre 2026, 9 h~ mardi 24 novembre 2026, 14 h – 15 h 30 ~Vannes~ Rennes',
  ],
  ['another place alone', { earlier: { ...invitation, location: 'Vannes' } }, '2026, 14 h – 15 h 30 ~Vannes~ Rennes'],
  [
    'a cancellation',
    { method: 'cancel', earlier: { start: null, end: null, location: 'Vannes' } },
    'Annulation ~Réunion &lt;script&gt;~ ~mardi 24 novembre 2026, 14 h – 15 h 30~ Rennes',
  ],
  ['whole days', { start: '2026-12-24', end: '2027-01-03' }, 'Du jeudi 24 décembre 2026 au samedi 2 janvier 2027'],
  ['one day', { start: '2026-12-24', end: '2026-12-25' }, 'jeudi 24 décembre 2026, toute la journée'],
  [
    'over midnight',
    { end: '2026-11-25T00:00:00Z' },
    'Du mardi 24 novembre 2026, 14 h, au mercredi 25 novembre 2026, 1 h',
  ],
  ['no date', { start: null, end: null }, 'Date illisible : ouvrez le fichier joint'],
  ['every Tuesday', { recurrence: 'FREQ=WEEKLY;BYDAY=TU' }, 'Se répète : chaque mardi '],
  [
    'every other week',
    { recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20261215' },
    'Se répète : toutes les 2 semaines, le mardi et jeudi, jusqu’au 2026-12-15',
  ],
  ['each month, six times', { recurrence: 'FREQ=MONTHLY;COUNT=6' }, 'Se répète : chaque mois, 6 fois'],
  ['a rule that takes more words', { recurrence: 'FREQ=MONTHLY;BYDAY=2TU' }, 'Se répète selon une règle particulière'],
  ['one date of a series', { occurrence: '2026-11-24T13:00:00Z' }, 'Une seule date de la série est concernée.'],
  [
    'an answer',
    { method: 'reply', attendees: [{ name: 'Camille', address: 'c@x.example', answer: 'declined' }] },
    'Réponse à une invitation Réunion &lt;script&gt; mardi 24 novembre 2026, 14 h – 15 h 30 Rennes Organisé par Hélène Roy h.roy@architecte.example 1 personne invitée Camille c@x.example refuse',
  ],
])('%s', async (_what, change, words) => {
  expect(`${await shown(change)} `).toContain(words);
});

test('in English', async () => {
  const words = await shown({ recurrence: 'FREQ=WEEKLY;BYDAY=TU' }, 'en');
  expect(words).toContain('Tuesday, 24 November 2026, 14:00 – 15:30');
  expect(words).toContain('Repeats every Tuesday');
});

test('of a whole calendar a few are shown, and the rest counted', async () => {
  const view = { ...wordsOf.fr, calendarDay: (day: string) => day } as View;
  const page = String(
    await invitationList(
      view,
      Array.from({ length: 8 }, () => invitation),
      'Europe/Paris',
    ),
  );
  expect(page.match(/<li class="invitation /gu)).toHaveLength(5);
  expect(page).toContain('Et 3 autres événements.');
});
