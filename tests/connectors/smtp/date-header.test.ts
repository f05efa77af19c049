import { expect, test } from 'vitest';
import { dateHeader } from '../../../src/connectors/smtp/date-header.ts';

test.each([
  ['2026-11-24T09:00:00Z', 'Europe/Paris', 'Tue, 24 Nov 2026 10:00:00 +0100'],
  ['2026-07-01T22:30:05Z', 'Europe/Paris', 'Thu, 02 Jul 2026 00:30:05 +0200'],
  ['2026-10-25T00:59:59Z', 'Europe/Paris', 'Sun, 25 Oct 2026 02:59:59 +0200'],
  ['2026-10-25T01:00:00Z', 'Europe/Paris', 'Sun, 25 Oct 2026 02:00:00 +0100'],
  ['2026-12-31T23:30:00Z', 'Indian/Reunion', 'Fri, 01 Jan 2027 03:30:00 +0400'],
  ['2026-01-01T02:00:00Z', 'America/Martinique', 'Wed, 31 Dec 2025 22:00:00 -0400'],
  ['2026-01-01T02:00:00Z', 'Pacific/Marquesas', 'Wed, 31 Dec 2025 16:30:00 -0930'],
  ['2026-01-01T02:00:00Z', 'UTC', 'Thu, 01 Jan 2026 02:00:00 +0000'],
])('%s in %s', (instant, timeZone, written) => {
  expect(dateHeader(new Date(instant), timeZone)).toBe(written);
  expect(Date.parse(written)).toBe(Date.parse(instant));
});
