import en from './web/locales/console.en.json' with { type: 'json' };
import fr from './web/locales/console.fr.json' with { type: 'json' };

export type Words = (key: keyof typeof fr, params?: Record<string, string | number>) => string;

/** What the command line says, in one language. */
export function createWords(language: 'fr' | 'en'): Words {
  const words = language === 'fr' ? fr : en;
  return (key, params = {}) => words[key].replaceAll(/\{([\w-]+)\}/gu, (_, name: string) => String(params[name] ?? ''));
}

export const isKey = (key: string): key is keyof typeof fr => Object.hasOwn(fr, key);
