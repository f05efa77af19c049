import { describe, expect, test } from 'vitest';
import { eventTime } from '../../../src/domain/mail/invitation/event-time.ts';
import { newsOf, withEarlier, type Invitation } from '../../../src/domain/mail/invitation.ts';
import { invitationLines } from '../../../src/domain/mail/invitation/lines.ts';
import { repetitionOf } from '../../../src/domain/mail/invitation/recurrence.ts';

const invitation = (change: Partial<Invitation> = {}): Invitation => ({
  method: 'request',
  uid: 'u1',
  sequence: 0,
  summary: 'Réunion',
  location: 'Rennes',
  description: '',
  start: '2026-11-24T13:00:00Z',
  end: '2026-11-24T14:30:00Z',
  timeZone: 'Europe/Paris',
  recurrence: null,
  occurrence: null,
  organizer: null,
  attendees: [],
  earlier: null,
  ...change,
});
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll(/[\u00A0\u202F]/gu, ' '));

describe('what was said before', () => {
  const moved = invitation({ sequence: 1, start: '2026-11-25T13:00:00Z', end: '2026-11-25T14:30:00Z' });

  test.each<[string, Invitation[], Invitation['earlier']]>([
    ['nothing', [], null],
    [
      'another time',
      [invitation()],
      { start: '2026-11-24T13:00:00Z', end: '2026-11-24T14:30:00Z', location: 'Rennes' },
    ],
    ['the same', [invitation({ start: moved.start, end: moved.end })], null],
    ['of another event', [invitation({ uid: 'u2' })], null],
    ['of another date of the series', [invitation({ occurrence: '2026-12-01T13:00:00Z' })], null],
    ['later, though it came earlier', [invitation({ sequence: 2 })], null],
    ['by an answer', [invitation({ method: 'reply' })], null],
    [
      'twice: the newest counts',
      [invitation({ location: 'Vannes' }), invitation()],
      { start: '2026-11-24T13:00:00Z', end: '2026-11-24T14:30:00Z', location: 'Vannes' },
    ],
  ])('%s', (_what, known, earlier) => {
    expect(withEarlier([moved], known)[0]?.earlier).toEqual(earlier);
  });

  test('events without an id are never the same', () => {
    expect(
      withEarlier([invitation({ uid: '' })], [invitation({ uid: '', location: 'Vannes' })])[0]?.earlier,
    ).toBeNull();
  });

  test.each<[Partial<Invitation>, string]>([
    [{}, 'invitation'],
    [{ method: 'publish' }, 'invitation'],
    [{ sequence: 3 }, 'update'],
    [{ earlier: { start: null, end: null, location: '' } }, 'update'],
    [{ method: 'cancel', sequence: 4 }, 'cancel'],
    [{ method: 'reply' }, 'reply'],
    [{ method: 'counter' }, 'counter'],
  ])('%o is %s', (change, news) => {
    expect(newsOf(invitation(change))).toBe(news);
  });
});

describe('when', () => {
  const span = (start: string | null, end: string | null, zone = 'Europe/Paris', locale: 'fr' | 'en' = 'fr') =>
    plain(eventTime({ start, end }, zone, locale));

  test.each([
    [
      'an afternoon',
      span('2026-11-24T13:00:00Z', '2026-11-24T14:30:00Z'),
      { day: 'mardi 24 novembre 2026', from: '14 h', to: '15 h 30', lastDay: null },
    ],
    [
      'elsewhere',
      span('2026-11-24T13:00:00Z', '2026-11-24T14:30:00Z', 'Indian/Reunion'),
      { from: '17 h', to: '18 h 30' },
    ],
    [
      'past midnight',
      span('2026-11-24T22:30:00Z', '2026-11-25T00:15:00Z'),
      { day: 'mardi 24 novembre 2026', from: '23 h 30', to: '1 h 15', lastDay: 'mercredi 25 novembre 2026' },
    ],
    [
      'until midnight',
      span('2026-11-24T19:00:00Z', '2026-11-24T23:00:00Z'),
      { from: '20 h', to: '0 h', lastDay: null },
    ],
    ['no end', span('2026-11-24T08:05:00Z', null), { from: '9 h 05', to: null, lastDay: null }],
    ['the first', span('2026-12-01T08:00:00Z', null), { day: 'mardi 1er décembre 2026' }],
    [
      'the hour that comes twice',
      span('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'),
      { from: '2 h 30', to: '2 h 30' },
    ],
    [
      'a whole day, wherever one is',
      span('2026-12-24', '2026-12-25', 'America/New_York'),
      { day: 'jeudi 24 décembre 2026', from: null, lastDay: null },
    ],
    ['days', span('2026-12-24', '2027-01-03'), { day: 'jeudi 24 décembre 2026', lastDay: 'samedi 2 janvier 2027' }],
    [
      'English',
      span('2026-11-24T08:05:00Z', '2026-11-24T14:30:00Z', 'Europe/Paris', 'en'),
      { day: 'Tuesday, 24 November 2026', from: '09:05', to: '15:30' },
    ],
  ])('%s', (_what, time, expected) => {
    expect(time).toMatchObject(expected);
  });

  test('without a start there is no time', () => {
    expect(span(null, null)).toBeNull();
  });
});

test.each([
  ['FREQ=WEEKLY;BYDAY=TU', { every: 'week', interval: 1, days: [2] }],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,TU;WKST=MO;UNTIL=20261215T090000Z',
    { interval: 2, days: [2, 4], until: '2026-12-15' },
  ],
  ['FREQ=DAILY;COUNT=5', { every: 'day', times: 5 }],
  ['FREQ=MONTHLY', { every: 'month', days: [] }],
  ['freq=yearly', { every: 'year' }],
  ['FREQ=WEEKLY;UNTIL=2026-12-15', { until: '2026-12-15' }],
])('%s can be said', (rule, repetition) => {
  expect(repetitionOf(rule)).toMatchObject(repetition);
});

test.each(['FREQ=MONTHLY;BYDAY=2TU', 'FREQ=WEEKLY;BYSETPOS=1', 'FREQ=SECONDLY', 'BYDAY=TU', '', 'x'])(
  '%s is left unsaid',
  (rule) => {
    expect(repetitionOf(rule)).toBeNull();
  },
);

test('agents read the invitation in a few lines of French', () => {
  const organizer = { name: 'Hélène Roy', address: 'h.roy@architecte.example' };
  const earlier = { start: '2026-11-24T08:00:00Z', end: null, location: 'Vannes' };
  const lines = invitationLines(
    [
      invitation({ organizer, earlier, recurrence: 'FREQ=WEEKLY' }),
      invitation({ start: null, end: null, location: '' }),
    ],
    'Europe/Paris',
  );
  expect(lines.replaceAll('\u00A0', ' ')).toBe(
    [
      '[Invitation mise à jour] Réunion',
      'Quand : mardi 24 novembre 2026, de 14 h à 15 h 30',
      'Où : Rennes',
      'Organisateur : Hélène Roy',
      'Se répète : FREQ=WEEKLY',
      'Auparavant : mardi 24 novembre 2026, 9 h, Vannes',
      '',
      '[Invitation] Réunion',
      'Quand : date illisible',
    ].join('\n'),
  );
  expect(invitationLines([], 'Europe/Paris')).toBe('');
});
