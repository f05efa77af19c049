import en from './locales/en.json' with { type: 'json' };
import fr from './locales/fr.json' with { type: 'json' };

export type Locale = 'fr' | 'en';
export type Key = keyof typeof fr;
export type Params = Record<string, string | number>;

export interface Words {
  locale: Locale;
  /** The words of a key, `{name}` replaced by its parameter. */
  t(key: Key, params?: Params): string;
  /** `key.one` or `key.other` by the language's own plural rule; `{n}` is the number as that language writes it. */
  count(key: CountKey, n: number, params?: Params): string;
  knows(key: string): boolean;
  /** The sentence of a stable code met at run time; an unknown code is shown as itself, never as a crash. */
  say(family: Family, code: string, params?: Params): string;
}

type CountKey = Key extends infer K ? (K extends `${infer Stem}.one` ? Stem : never) : never;
type Family =
  | 'category'
  | 'delivery'
  | 'dismiss'
  | 'document'
  | 'error'
  | 'field'
  | 'finding'
  | 'invoice-state'
  | 'journal'
  | 'kind'
  | 'proposal'
  | 'reason'
  | 'reject'
  | 'source'
  | 'state';

export const wordsOf: Record<Locale, Words> = { fr: createWords('fr', fr), en: createWords('en', en) };

/** The person's choice, else the browser's first language that we speak, else French. */
export function chooseLocale(chosen: Locale | null, acceptLanguage: string | undefined): Locale {
  if (chosen) return chosen;
  const spoken = (acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return spoken.find((tag) => tag === 'fr' || tag === 'en') === 'en' ? 'en' : 'fr';
}

function createWords(locale: Locale, source: Record<string, string>): Words {
  const dress = locale === 'fr' ? frenchSpaces : (text: string) => text;
  const words = new Map(Object.entries(source).map(([key, text]) => [key, dress(text)]));
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const fill = (text: string, params: Params): string =>
    text.replaceAll(/\{(\w+)\}/gu, (mark, name: string) => {
      const value = params[name];
      return value === undefined ? mark : typeof value === 'number' ? number.format(value) : value;
    });
  return {
    locale,
    t: (key, params = {}) => fill(words.get(key) ?? key, params),
    count: (key, n, params = {}) => {
      const form = plural.select(n) === 'one' ? 'one' : 'other';
      return fill(words.get(`${key}.${form}`) ?? key, { n, ...params });
    },
    knows: (key) => words.has(key),
    say: (family, code, params = {}) => {
      const known = words.get(`${family}.${code}`) ?? (family === 'reason' ? reasonLike(code) : undefined);
      return known
        ? fill(known, { code, ...params })
        : fill(words.get(`${family}.unknown`) ?? '{code}', { code, ...params });
    },
  };

  /** `model-unavailable-odd` says what `model-unavailable` says; what is no code is a server's own words, quoted. */
  function reasonLike(code: string): string | undefined {
    if (!/^[a-z][a-z0-9-]*$/u.test(code)) return words.get('reason.server');
    const shorter = code.slice(0, Math.max(0, code.lastIndexOf('-')));
    return shorter === '' ? undefined : (words.get(`reason.${shorter}`) ?? reasonLike(shorter));
  }
}

/** Narrow no-break space before ; ! ? » and after «, no-break space before a colon: nobody types them right by hand. */
export function frenchSpaces(text: string): string {
  return text
    .replaceAll(/ ([;!?»%€])/gu, '\u202F$1')
    .replaceAll(/« /gu, '«\u202F')
    .replaceAll(/ :/gu, '\u00A0:');
}
