/** Windows' names of the zones that a French office meets (CLDR windowsZones), for what Outlook and Exchange write. */
const windows: Record<string, string> = {
  'romance standard time': 'Europe/Paris',
  'w. europe standard time': 'Europe/Berlin',
  'central europe standard time': 'Europe/Budapest',
  'central european standard time': 'Europe/Warsaw',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Atlantic/Reykjavik',
  'e. europe standard time': 'Europe/Chisinau',
  'fle standard time': 'Europe/Kiev',
  'gtb standard time': 'Europe/Bucharest',
  'turkey standard time': 'Europe/Istanbul',
  'russian standard time': 'Europe/Moscow',
  'israel standard time': 'Asia/Jerusalem',
  'egypt standard time': 'Africa/Cairo',
  'morocco standard time': 'Africa/Casablanca',
  'w. central africa standard time': 'Africa/Lagos',
  'south africa standard time': 'Africa/Johannesburg',
  'mauritius standard time': 'Indian/Mauritius',
  'arab standard time': 'Asia/Riyadh',
  'arabian standard time': 'Asia/Dubai',
  'india standard time': 'Asia/Calcutta',
  'china standard time': 'Asia/Shanghai',
  'singapore standard time': 'Asia/Singapore',
  'tokyo standard time': 'Asia/Tokyo',
  'aus eastern standard time': 'Australia/Sydney',
  'central pacific standard time': 'Pacific/Guadalcanal',
  'atlantic standard time': 'America/Halifax',
  'sa western standard time': 'America/La_Paz',
  'sa eastern standard time': 'America/Cayenne',
  'saint pierre standard time': 'America/Miquelon',
  'eastern standard time': 'America/New_York',
  'central standard time': 'America/Chicago',
  'mountain standard time': 'America/Denver',
  'pacific standard time': 'America/Los_Angeles',
  utc: 'UTC',
};

const MAX_NAME = 100;

/** The IANA zone that a TZID means, or null: `Europe/Paris`, `/vendor.example/Europe/Paris`, `Romance Standard Time`. */
export function ianaZone(tzid: string): string | null {
  const name = tzid.slice(0, MAX_NAME).trim();
  const known = windows[name.toLowerCase()];
  if (known) return known;
  const tail = /(?:^|\/)([A-Za-z_]+\/[A-Za-z_+-]+(?:\/[A-Za-z_]+)?)$/u.exec(name)?.[1];
  return [name, tail].find((one) => one !== undefined && isZone(one)) ?? null;
}

/** Names without a slash (`EST`, `CET`) mean a city in a calendar and an offset in the table. */
function isZone(name: string): boolean {
  if (!name.includes('/')) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * The instant of a wall clock time, given as if it were UTC, both in milliseconds. RFC 5545 3.3.5: an hour that comes twice
 * is the first, one that never comes is counted with the offset before.
 */
export function instantIn(zone: string, wall: number): number {
  const [before, after] = [offsetAt(zone, wall - DAY), offsetAt(zone, wall + DAY)];
  const candidates = [wall - before, wall - after].toSorted((a, b) => a - b);
  return candidates.find((instant) => wall - instant === offsetAt(zone, instant)) ?? wall - before;
}

function offsetAt(zone: string, instant: number): number {
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(zone, clock);
  const whole = Math.floor(instant / 1000) * 1000;
  return Date.parse(`${clock.format(whole).replace(' ', 'T')}Z`) - whole;
}

/** At most as many as there are zones: making one costs a hundred times what using one does. */
const clocks = new Map<string, Intl.DateTimeFormat>();
