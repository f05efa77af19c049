import { createWords, isKey } from './words.ts';

/** What is wrong with one key of the environment. `wanted` fills the sentence; it never holds the value given. */
export interface Problem {
  key: string;
  code: string;
  wanted?: string;
}

const examples: Record<string, string> = {
  DATABASE_URL: 'postgres://parapheur:…@127.0.0.1:5432/parapheur',
  REDIS_URL: 'redis://127.0.0.1:6379',
  OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
  PARAPHEUR_PUBLIC_URL: 'https://parapheur.example',
};

export function explain({ key, code, wanted = '' }: Problem, language: 'fr' | 'en'): string {
  const sentence = `config.${code}`;
  const values = { key, wanted, example: examples[key] ?? '' };
  return isKey(sentence) ? createWords(language)(sentence, values) : `${key}: ${code}`;
}

/** The known name with the fewest letters to change. */
export function nearest(name: string, known: string[]): string {
  const distances = known.map((one) => ({ one, far: distance(name, one) }));
  return distances.reduce((best, next) => (next.far < best.far ? next : best)).one;
}

/** Levenshtein's, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of Array.from(a).entries()) {
    const above = row;
    row = [line + 1];
    for (const [column, other] of Array.from(b).entries()) {
      const changed = (above[column] ?? 0) + (letter === other ? 0 : 1);
      row.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1));
    }
  }
  return row.at(-1) ?? 0;
}
