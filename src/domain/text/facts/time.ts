import type { FoundFact } from './fact.ts';

/** French numbers written out, as far as delays are said in words. */
const counts = new Map(
  Object.entries({
    ...spell(1, 'un une one a an'),
    ...spell(2, 'deux two'),
    ...spell(3, 'trois three'),
    ...spell(4, 'quatre four'),
    ...spell(5, 'cinq five'),
    ...spell(6, 'six'),
    ...spell(7, 'sept seven'),
    ...spell(8, 'huit eight'),
    ...spell(10, 'dix ten'),
    ...spell(15, 'quinze'),
    ...spell(20, 'vingt'),
    ...spell(30, 'trente thirty'),
  }),
);
const count = String.raw`\d{1,3}(?:[.,]\d)?|${[...counts.keys()].join('|')}`;

const hour = String.raw`[01]?\d|2[0-4]`;
const clock = new RegExp(
  String.raw`(?<![\d]|\d[,.:/]|\/)(?<h>${hour}) ?(?:h(?:eures?|rs?)?(?![a-zà-ÿ])(?: ?(?<m>[0-5]\d(?!\d| ?(?:€|%|min))))?|:(?<m2>[0-5]\d)(?!\d)(?! ?%))(?<half> et (?:demie|quart)\b)?(?: ?(?<half2>[ap])\.?m\b\.?)?`,
  'giu',
);
const ampm = /(?<!\d[,.:/]|\d|\/)(?<h>1[0-2]|[1-9])(?:[:.](?<m>[0-5]\d))? ?(?<half>[ap])\.?m\b\.?/giu;
const noon = /(?<![\p{L}-])(?:à|vers|avant|après|at|before|after) (midi|minuit|noon|midnight)(?!\p{L})/giu;
const span = new RegExp(
  String.raw`(?<![\p{L}\d,./]|\d )(?<n>${count}) ?-?(?<unit>h(?:eures?|ours?)?|min(?:utes?)?|jours?|days?|semaines?|weeks?|mois|months?|ans?|années?|years?)(?: ?(?<m>[0-5]\d)(?!\d))?(?![\p{L}\d])`,
  'giu',
);
/** Words after which a number of hours is how long, not when. */
const howLong =
  /(?:dur[ée]e?s?(?: de)?|durent|durera|pendant|sous|dans|en|d'ici|compte[rz]|pr[ée]voi[rt]|prévoyez|environ|toutes les|il y a|depuis|délai(?: de)?|moins de|plus de|jusqu'à|maximum|minimum|for|within|in|lasts?|takes?|every|about|(?:rendez-vous|séance|visite|consultation|rdv|créneau) (?:de|d'))\s*:?\s*$/iu;
/** "de 1 h 30" is a length, unless "à" or "-" follows: "de 9 h à 12 h". */
const ofLength = /(?:\bde |\bd')$/iu;
const untilNext = /^ ?(?:à|-|–|to|jusqu)/iu;

/** Times of day (`time:09:30`) and lengths (`duration:` in minutes, or in months): "48 h" and "2 jours" have one key. */
export function findTimes(text: string): FoundFact[] {
  const times = [clock, ampm].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (found) => readClock(text, found)),
  );
  const noons = Array.from(text.matchAll(noon), (found) => {
    const start = found.index + found[0].lastIndexOf(' ') + 1;
    const key = /^(?:midi|noon)$/iu.test(found[1] ?? '') ? 'time:12:00' : 'time:00:00';
    return { kind: 'time', start, end: found.index + found[0].length, key } as const;
  });
  const spans = Array.from(text.matchAll(span), readSpan);
  return [...times.filter((fact) => fact !== null), ...noons, ...spans];
}

function readClock(text: string, found: RegExpExecArray): FoundFact | null {
  const { h = '', m, m2, half = '', half2 = '' } = found.groups ?? {};
  const start = found.index;
  const end = start + found[0].trimEnd().length;
  const minutes = Number(m ?? m2 ?? (half.endsWith('demie') ? 30 : half.endsWith('quart') ? 15 : 0));
  const noonHalf = (half.length === 1 ? half : half2).toLowerCase();
  const hours = (Number(h) % (noonHalf ? 12 : 25)) + (noonHalf === 'p' ? 12 : 0);
  const lead = text.slice(Math.max(0, start - 24), start);
  const long = howLong.test(lead) || (ofLength.test(lead) && !untilNext.test(text.slice(end)));
  if (long && m2 === undefined && !noonHalf) {
    return { kind: 'duration', start, end, key: `duration:${Number(h) * 60 + minutes}min` };
  }
  if (hours > 23) return null;
  return { kind: 'time', start, end, key: `time:${two(hours)}:${two(minutes)}` };
}

function readSpan(found: RegExpExecArray): FoundFact {
  const { n = '', unit = '', m } = found.groups ?? {};
  const amount = counts.get(n.toLowerCase()) ?? Number(n.replace(',', '.'));
  const [factor, base] = unitOf(unit.toLowerCase());
  const value = amount * factor + (base === 'min' && unit.startsWith('h') ? Number(m ?? 0) : 0);
  const key = `duration:${value}${base}`;
  return { kind: 'duration', start: found.index, end: found.index + found[0].length, key };
}

function unitOf(unit: string): [number, 'min' | 'months'] {
  if (unit.startsWith('h')) return [60, 'min'];
  if (unit.startsWith('min')) return [1, 'min'];
  if (/^[jd]/u.test(unit)) return [1440, 'min'];
  if (/^(?:s|w)/u.test(unit)) return [7 * 1440, 'min'];
  return unit.startsWith('mo') ? [1, 'months'] : [12, 'months'];
}

const two = (value: number): string => String(value).padStart(2, '0');

function spell(value: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word) => [word, value]));
}
