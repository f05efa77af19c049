import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CALENDAR_BYTES, MAX_EVENTS, parseCalendar } from '../../src/connectors/calendar.ts';
import * as calendars from '../fixtures/calendar.ts';

function read(text: string | Buffer, { method = '', timeZone = 'Europe/Paris' } = {}) {
  const defects: string[] = [];
  const invitations = parseCalendar(Buffer.from(text), { method, timeZone }, (defect) => void defects.push(defect));
  return { invitations, defects, first: invitations[0] };
}

describe('as the programs of the day write them', () => {
  test('Outlook', () => {
    const { invitations, defects } = read(calendars.outlookRequest());
    expect(defects).toEqual([]);
    expect(invitations).toEqual([
      {
        method: 'request',
        uid: calendars.siteMeeting.uid,
        sequence: 0,
        summary: 'Réunion de chantier – 3ᵉ étage',
        location: '12, rue des Lilas, 35000 Rennes',
        description: 'Ordre du jour :\n- étanchéité\n- gaines de la cuisine',
        start: '2026-11-24T13:00:00Z',
        end: '2026-11-24T13:45:00Z',
        timeZone: 'Europe/Paris',
        recurrence: null,
        occurrence: null,
        organizer: { name: 'Hélène Roy', address: 'h.roy@architecte.example' },
        attendees: [
          { name: 'Martin, Paul', address: 'contact@plomberie-martin.example', answer: 'open' },
          { name: 'Éric Noël', address: 'Eric.Noel@maitrise.example', answer: 'accepted' },
        ],
        earlier: null,
      },
    ]);
  });

  test.each([
    [
      'Google',
      calendars.googleRequest,
      { start: '2026-11-24T08:30:00Z', timeZone: null, summary: 'Visite de l’appartement' },
    ],
    ['a whole day', calendars.appleDay, { start: '2026-12-24', end: '2026-12-25', method: 'request' }],
    [
      'days, from a file without method',
      calendars.appleDays,
      { start: '2026-12-24', end: '2027-01-03', method: 'publish' },
    ],
    ['a duration', calendars.appleWithDuration, { start: '2026-06-01T07:00:00Z', end: '2026-06-01T08:30:00Z' }],
    ['Zoom', calendars.zoom, { method: 'publish', location: 'https://visio.example/j/98765?pwd=x', timeZone: null }],
    [
      'Teams, every other week',
      calendars.teams,
      { start: '2026-07-15T08:00:00Z', timeZone: 'Europe/Paris', location: 'Réunion Microsoft Teams' },
    ],
    [
      'a cancelled occurrence',
      calendars.oneOfASeries,
      { method: 'cancel', sequence: 3, occurrence: '2026-07-28T08:00:00Z' },
    ],
    ['a cancellation', calendars.outlookRequest({ method: 'CANCEL' }), { method: 'cancel' }],
    [
      'a cancelled status under another method',
      calendars.outlookRequest().replace('STATUS:CONFIRMED', 'STATUS:CANCELLED'),
      { method: 'cancel' },
    ],
    [
      'an answer',
      calendars.googleReply,
      {
        method: 'reply',
        attendees: [{ name: 'Camille Roux', address: 'camille.roux@client.example', answer: 'accepted' }],
      },
    ],
    ['an unknown method', calendars.outlookRequest({ method: 'REFRESH' }), { method: 'other' }],
  ])('%s', (_what, text, expected) => {
    expect(read(text)).toMatchObject({ defects: [], first: expected });
  });

  test('a rule is kept, not expanded', () => {
    expect(read(calendars.teams).first?.recurrence).toMatch(/^FREQ=WEEKLY;.*INTERVAL=2;BYDAY=TU,TH/u);
    const endless = calendars.at(':20260101T000000Z', ['RRULE:FREQ=SECONDLY']);
    expect(read(endless).first?.recurrence).toBe('FREQ=SECONDLY');
  });

  test('the method of the part counts when the calendar has none', () => {
    expect(read(calendars.appleDays, { method: 'REQUEST' }).first?.method).toBe('request');
    expect(read(calendars.googleReply, { method: 'REQUEST' }).first?.method).toBe('reply');
  });
});

describe('time', () => {
  test.each([
    ['winter', ';TZID=Europe/Paris:20260115T090000', '2026-01-15T08:00:00Z'],
    ['summer', ';TZID=Europe/Paris:20260715T090000', '2026-07-15T07:00:00Z'],
    ['an hour that never comes', ';TZID=Europe/Paris:20260329T023000', '2026-03-29T01:30:00Z'],
    ['just before it', ';TZID=Europe/Paris:20260329T015900', '2026-03-29T00:59:00Z'],
    ['just after it', ';TZID=Europe/Paris:20260329T030000', '2026-03-29T01:00:00Z'],
    ['an hour that comes twice is the first', ';TZID=Europe/Paris:20261025T023000', '2026-10-25T00:30:00Z'],
    ['just after it', ';TZID=Europe/Paris:20261025T030000', '2026-10-25T02:00:00Z'],
    ['the other half of the year, south', ';TZID=Australia/Sydney:20260115T090000', '2026-01-14T22:00:00Z'],
    ['half an hour off', ';TZID=Asia/Kolkata:20260115T090000', '2026-01-15T03:30:00Z'],
    ['a Windows zone', ';TZID="W. Europe Standard Time":20260715T090000', '2026-07-15T07:00:00Z'],
    ['a zone behind a name', ';TZID=/vendor.example/20260101_1/Europe/Paris:20260715T090000', '2026-07-15T07:00:00Z'],
    ['the islands', ';TZID=Indian/Reunion:20260715T090000', '2026-07-15T05:00:00Z'],
    ['floating', ':20260715T090000', '2026-07-15T07:00:00Z'],
    ['an unknown zone is read as floating', ';TZID=Mars/Olympus:20260715T090000', '2026-07-15T07:00:00Z'],
  ])('%s', (_what, start, instant) => {
    expect(read(calendars.at(start)).first?.start).toBe(instant);
  });

  test('a floating time is the client’s own', () => {
    const { first } = read(calendars.at(':20260715T090000'), { timeZone: 'Indian/Reunion' });
    expect(first).toMatchObject({ start: '2026-07-15T05:00:00Z', timeZone: 'Indian/Reunion' });
  });

  test.each([
    ['its own rules', '(UTC+01:00) Bruxelles\\, Paris', calendars.ownZone, '2026-07-15T07:00:00Z'],
    ['the place beside its name', 'tzone://Microsoft/Custom', calendars.namedBeside, '2026-07-15T05:00:00Z'],
    ['rules by the second, which nobody counts', 'Ailleurs', calendars.endlessZone, '2026-07-15T07:00:00Z'],
  ])('a zone with %s', (_what, name, zone, instant) => {
    const text = calendars.at(`;TZID="${name.replace('\\', '')}":20260715T090000`, [], zone);
    expect(read(text).first?.start).toBe(instant);
  });

  test.each([
    ['no start', calendars.at(':x').replace(/DTSTART.*\r\n/u, '')],
    ['year 0001', calendars.at(':00010101T000000Z')],
    ['year 9999', calendars.at(':99991231T000000Z')],
  ])('%s is no start', (_what, text) => {
    expect(read(text).first).toMatchObject({ start: null, end: null });
  });

  test('an end before its start says nothing', () => {
    expect(read(calendars.at(':20260715T090000Z', ['DTEND:20260715T080000Z'])).first?.end).toBeNull();
  });
});

describe('bad data', () => {
  test.each([
    ['nothing', ''],
    ['noise', Buffer.from([0, 1, 255, 254, 10, 13])],
    ['a letter', 'Bonjour, voici mes disponibilités.'],
    ['a card', 'BEGIN:VCARD\r\nFN:x\r\nEND:VCARD'],
    ['a calendar that stops', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x'],
    ['ends without beginnings', 'END:VEVENT\r\nEND:VCALENDAR\r\n'.repeat(1000)],
    ['beginnings without end', 'BEGIN:VEVENT\r\n'.repeat(50_000)],
    ['a tower', `${'BEGIN:VCALENDAR\r\n'.repeat(30_000)}${'END:VCALENDAR\r\n'.repeat(30_000)}`],
  ])('%s is a defect, never an error', (_what, text) => {
    expect(read(text)).toMatchObject({ invitations: [], defects: ['calendar-unreadable'] });
  });

  test('a footer and broken lines are left out', () => {
    expect(read(calendars.torn)).toMatchObject({
      defects: [],
      first: { summary: 'Bon', start: '2026-11-24T08:30:00Z' },
    });
  });

  test('an old charset is read', () => {
    expect(read(Buffer.from(calendars.at(':20260101T000000Z', ['LOCATION:Café'], ''), 'latin1')).first?.location).toBe(
      'Café',
    );
  });

  test('a broken value spoils its event, not the others', () => {
    const two = calendars.googleRequest.replace(
      'END:VCALENDAR',
      'BEGIN:VEVENT\r\nUID:y\r\nDTSTART:20261399T999999Z\r\nRRULE:FREQ=NEVER;BYDAY=XX\r\nEND:VEVENT\r\nEND:VCALENDAR',
    );
    expect(read(two)).toMatchObject({
      invitations: [{ summary: 'Visite de l’appartement' }],
      defects: ['calendar-unreadable'],
    });
  });

  test('names and titles are one clean line', () => {
    const text = calendars.at(':20260101T000000Z', [
      'LOCATION:a\\nb\u202Ec\u200B',
      'ORGANIZER;CN="x\u0007y":mailto:a@x.example',
    ]);
    expect(read(text).first).toMatchObject({ location: 'a bc', organizer: { name: 'xy', address: 'a@x.example' } });
  });

  test('what is no address is nobody', () => {
    const text = calendars.at(':20260101T000000Z', [
      'ATTENDEE;CN=x:invalid:nomail',
      'ATTENDEE:mailto:a@x.example%0ABcc:b@x.example',
      'ATTENDEE:urn:uuid:5',
    ]);
    expect(read(text).first?.attendees).toEqual([]);
  });

  test('a whole year of events is cut, a huge file not opened', () => {
    expect(read(calendars.fullYear)).toMatchObject({ defects: ['calendar-cut'], invitations: { length: MAX_EVENTS } });
    expect(read('x'.repeat(MAX_CALENDAR_BYTES + 1))).toMatchObject({
      defects: ['calendar-too-large'],
      invitations: [],
    });
  });

  test.each([
    ['parameters', `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nX${';a=b'.repeat(200_000)}:c\r\nEND:VEVENT\r\nEND:VCALENDAR`],
    ['quotes', `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nX;a=${'"b",'.repeat(150_000)}:c\r\nEND:VEVENT\r\nEND:VCALENDAR`],
    ['folds', `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:${'a\r\n '.repeat(250_000)}\r\nEND:VEVENT\r\nEND:VCALENDAR`],
    ['escapes', `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:${'\\\\'.repeat(400_000)}\r\nEND:VEVENT\r\nEND:VCALENDAR`],
    [
      'guests',
      `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n${'ATTENDEE:mailto:a@x.example\r\n'.repeat(30_000)}END:VEVENT\r\nEND:VCALENDAR`,
    ],
  ])('endless %s take no more than their length', (_what, text) => {
    expect(read(text).invitations.length).toBeLessThanOrEqual(1);
  });
});

test('whatever is cut out of a calendar or put into it, it is read or a defect', () => {
  const texts = Object.values(calendars).filter(
    (each) => typeof each === 'string' && each.startsWith('BEGIN:VCALENDAR'),
  ) as string[];
  const bits = [
    '\r\n',
    ':',
    ';',
    '"',
    '\\',
    'BEGIN:VEVENT\r\n',
    'END:VEVENT\r\n',
    '\0',
    '=',
    ',',
    'RRULE:FREQ=',
    'TZID=',
    '99999999T999999',
    'P-1W',
    'é',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.nat(),
      fc.nat(40),
      fc.array(fc.constantFrom(...bits), { maxLength: 4 }),
      (text, place, length, put) => {
        const at = place % text.length;
        const { invitations, defects } = read(text.slice(0, at) + put.join('') + text.slice(at + length));
        expect(invitations.length > 0 || defects.length > 0).toBe(true);
        for (const { start, end } of invitations)
          expect(start === null || Number.isFinite(Date.parse(end ?? start))).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});
