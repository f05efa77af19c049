import type { Context } from 'hono';

/** The text fields of a form by name, fit to be stored and sent: `typedText` has been over each. */
export async function readForm(c: Context): Promise<Record<string, string>> {
  const fields = Object.entries(await c.req.parseBody());
  return Object.fromEntries(
    fields.flatMap(([key, value]) => (typeof value === 'string' ? [[key, typedText(value)]] : [])),
  );
}

/**
 * What nobody typed on purpose goes: control characters (a vertical tab pasted from a word processor, a NUL that
 * PostgreSQL cannot hold) and halves of surrogate pairs. Line ends become line feeds; tabs stay.
 */
export const typedText = (text: string): string =>
  text.replaceAll(/\r\n?|[\v\f\u0085]/gu, '\n').replaceAll(/[^\P{Cc}\n\t]|\p{Cs}/gu, '');

/** The same on one line. */
export const typedLine = (text: string): string => typedText(text).replaceAll(/\s+/gu, ' ').trim();

/** The same for every text inside a JSON value; keys of objects stay. */
export function typedJson(value: unknown): unknown {
  if (typeof value === 'string') return typedText(value);
  if (Array.isArray(value)) return value.map(typedJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, typedJson(each)]));
}
