import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMailDate } from '../../../src/domain/mail/written-date.ts';

const november = '2026-11-24T08:12:00.000Z';
const july = '2026-07-14T07:12:00.000Z';

test.each([
  ['24 nov. 2026 à 09:12', november],
  ['mar. 24 nov. 2026, 09 h 12', november],
  ['mar. 24 nov. 2026 à 9h12', november],
  ['Mardi 24 Novembre 2026 09:12:00', november],
  ['24 novembre 2026 à 09:12:00 UTC+1', november],
  ['24 novembre 2026 à 08:12:00 UTC', november],
  ['24/11/26 09:12', november],
  ['24/11/2026  09:12  (GMT+01:00)', november],
  ['11/24/2026 9:12 AM', november],
  ['Tue, Nov 24, 2026 at 9:12\u202FAM', november],
  ['On Tuesday, November 24th, 2026 at 9:12 AM', november],
  ['24 November 2026 at 09:12:00 CET', november],
  ['Tue, 24 Nov 2026 09:12:00 +0100', november],
  ['Tue, 24 Nov 2026 03:12:00 -0500', november],
  ['2026-11-24 09:12', november],
  ['2026-11-24T08:12:00Z', november],
  ['2026-11-24T09:12:00+01:00', november],
  ['mardi 14 juillet 2026 09:12', july],
  ['mar. 14 juil. 2026 à 09:12', july],
  ['Tuesday, July 14, 2026 9:12 AM', july],
  ['14/07/2026 09:12', july],
  ['14 juillet 2026 à 09:12:00 UTC+2', july],
  ['14 July 2026 at 09:12:00 CEST', july],
  ['1er août 2026 à 12:00', '2026-08-01T10:00:00.000Z'],
  ['July 14, 2026 at 12:05 AM', '2026-07-13T22:05:00.000Z'],
  ['July 14, 2026 at 12:05 PM', '2026-07-14T10:05:00.000Z'],
  ['25/10/2026 04:00', '2026-10-25T03:00:00.000Z'],
])('%s', (text, wanted) => {
  expect(readMailDate(text)?.toISOString()).toBe(wanted);
});

test('another zone has its own clocks', () => {
  expect(readMailDate('14/07/2026 09:12', 'Indian/Reunion')?.toISOString()).toBe('2026-07-14T05:12:00.000Z');
  expect(readMailDate('24/11/2026 09:12', 'America/Martinique')?.toISOString()).toBe('2026-11-24T13:12:00.000Z');
});

test.each(['', 'hier', '31 février 2026', '45/13/2026', 'mardi 09:12', '24 nov. 1926 à 09:12', '24/11/2026 29:12'])(
  '“%s” is none',
  (text) => {
    expect(readMailDate(text)).toBeNull();
  },
);

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const read = readMailDate(text);
      expect(read === null || !Number.isNaN(read.getTime())).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
