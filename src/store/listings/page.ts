import { FinalError } from '../../domain/errors.ts';

/** One page of a list; `next` is the cursor of the page after it, null at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** What one screen or one API answer holds. */
export const pageSize = 50;

/** A cursor is the sort key of the last row shown: a list stays right while rows come and go (no OFFSET). */
export const encodeCursor = (key: readonly (string | number | boolean)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** Throws FinalError `bad-cursor` on anything this file did not write. */
export function decodeCursor(cursor: string, shapes: readonly RegExp[]): string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === shapes.length) {
      const parts = key.map(String);
      if (parts.every((part, index) => shapes[index]?.test(part))) return parts;
    }
  } catch (cause) {
    throw new FinalError('bad-cursor', {}, { cause });
  }
  throw new FinalError('bad-cursor');
}

/** Rows asked for as `limit + 1`; the one too many tells that there is a next page. `key` is the row's time as text. */
export function toPage<Row extends { key: string }>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => (string | number | boolean)[],
): Page<Omit<Row, 'key'>> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(withoutKey), next: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}

function withoutKey<Row extends { key: string }>(row: Row): Omit<Row, 'key'> {
  const { key: _, ...item } = row;
  return item;
}

export const shapes = {
  boolean: /^(true|false)$/u,
  /** PostgreSQL's own text of a timestamptz: microseconds, which a JavaScript date would lose. */
  moment: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/u,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u,
  integer: /^\d{1,18}$/u,
};
