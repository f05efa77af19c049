const months = ['jan', 'fév', 'mar', 'avr', 'mai', 'juin', 'juil', 'aoû', 'sep', 'oct', 'nov', 'déc'];

/** A date as mail programs write it above a forward, in French or English; read as Paris winter time when no zone is said. Null when it is none. */
export function readMailDate(text: string): Date | null {
  const said = text
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/[\s,]+/gu, ' ')
    .trim();
  const french =
    /(\d{1,2})(?:er)? (\p{L}{3,9})\.? (\d{4})(?: (?:at|à|a|-))? ?(?:(\d{1,2})[:h](\d{2})(?::(\d{2}))?)?/u.exec(said);
  const month = french ? monthOf(french[2] ?? '') : -1;
  if (french && month >= 0 && !/[+-]\d{4}\b|[ap]m\b/u.test(said)) {
    const [, day, , year, hour = '0', minute = '0', second = '0'] = french;
    return valid(Date.UTC(Number(year), month, Number(day), Number(hour) - zone(said), Number(minute), Number(second)));
  }
  const numeric = /(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (?:à )?(\d{1,2})[:h](\d{2}))?/u.exec(said);
  if (numeric && !/[ap]m\b/u.test(said)) {
    const [, day, mon, year, hour = '0', minute = '0'] = numeric;
    return valid(Date.UTC(Number(year), Number(mon) - 1, Number(day), Number(hour) - 1, Number(minute)));
  }
  return valid(Date.parse(text.replaceAll(/\bat\b|\bà\b/gu, ' ')));
}

/** Hours east of Greenwich; Paris in winter when nothing is said. */
function zone(said: string): number {
  const offset = /(?:utc|gmt)([+-]\d{1,2})?/u.exec(said);
  return offset ? Number(offset[1] ?? 0) : 1;
}

function monthOf(name: string): number {
  const plain = name.replace('.', '');
  const found = months.findIndex((month) => plain.startsWith(month));
  return found !== -1 ? found : months.findIndex((month) => plain.startsWith(bare(month)));
}

const bare = (word: string) => word.normalize('NFD').replaceAll(/\p{M}/gu, '');
const valid = (time: number) => (time > Date.UTC(1980, 0) && time < Date.UTC(2100, 0) ? new Date(time) : null);
