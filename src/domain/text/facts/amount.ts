import type { FoundFact } from './fact.ts';

const number = String.raw`\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,3})?(?!\d)`;
const multiple = String.raw`(?: ?(?:k|K|M|millions? d')(?= ?(?:€|EUR|eur))| ?millions? d')?`;
const currency = String.raw`€|euros?\b|eur\b|\$(?!\w)|dollars?\b|usd\b|£|gbp\b|pounds?\b|chf\b`;
const before = String.raw`€|\$|£|\beur|\busd|\bgbp|\bchf`;

const after = new RegExp(
  String.raw`(?<![\d,.])(?<value>${number})(?<scale>${multiple}) ?(?<unit>${currency})(?: ?(?<cents>\d{2})(?![\d.,:/h-]| ?[%€h]))?`,
  'giu',
);
const leading = new RegExp(String.raw`(?<unit>${before}) ?(?<value>${number})(?! ?(?:${currency}))`, 'giu');
/** "de 100 à 150 €": the unit is said once. The first number has no unit of its own. */
const range = new RegExp(
  String.raw`(?<![\d,.])(?<value>${number}) ?(?:-|–|à|ou|to|or|et|and) ?(?=(?:${number}) ?(?<unit>${currency}))`,
  'giu',
);
const percent = /(?<![\d,.])(\d{1,3}(?:[.,]\d{1,3})?) ?(?:%|‰|pour ?cents?\b|per ?cent\b)/giu;

/** "1 234,56 €", "1234.56 EUR", "€1,234.56", "45 euros", "12 k€", "3 €50". Sign, HT and TTC are not in the key. */
export function findAmounts(text: string): FoundFact[] {
  return [after, leading, range].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (found) => {
      const { value = '', scale: factor = '', unit = '', cents } = found.groups ?? {};
      const scaled = toCents(value) * factorOf(factor) + Number(cents ?? 0);
      const end = pattern === range ? found.index + value.length : found.index + found[0].length;
      return { kind: 'amount', start: found.index, end, key: amountKey(scaled, currencyOf(unit)) } as const;
    }),
  );
}

export function findPercents(text: string): FoundFact[] {
  return Array.from(text.matchAll(percent), (found) => ({
    kind: 'percent',
    start: found.index,
    end: found.index + found[0].length,
    key: `percent:${Number((found[1] ?? '').replace(',', '.'))}`,
  }));
}

/** Numbers with two decimals and no unit, as tables write amounts: they support an amount in any currency. */
export function bareAmounts(text: string): string[] {
  return Array.from(text.matchAll(/(?<![\d,.])(?:\d{1,3}(?:[ .,']\d{3})+|\d+)[.,]\d{2}(?![\d%]|[.,]\d)/gu), ([value]) =>
    bareKey(toCents(value)),
  );
}

export const bareKey = (cents: number): string => `amount:${cents}:?`;

/** Integer cents. The last separator is decimal unless exactly three digits follow it: "1.234" is a thousand. */
export function toCents(value: string): number {
  const compact = value.replace(/[ ']/gu, '');
  const decimal = /^(.*)[.,](\d{1,2})$/u.exec(compact);
  const whole = (decimal?.[1] ?? compact).replace(/[.,]/gu, '');
  return Number(whole) * 100 + Number((decimal?.[2] ?? '').padEnd(2, '0'));
}

const amountKey = (cents: number, unit: string): string => `amount:${Math.round(cents)}:${unit}`;

function factorOf(scale: string): number {
  if (/k/iu.test(scale)) return 1000;
  return scale.trim() === '' ? 1 : 1_000_000;
}

function currencyOf(unit: string): string {
  if (/^[$du]/iu.test(unit)) return 'USD';
  if (/^(?:£|gbp|pound)/iu.test(unit)) return 'GBP';
  return /^chf/iu.test(unit) ? 'CHF' : 'EUR';
}
