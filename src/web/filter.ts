import type { Context } from 'hono';
import { Lane } from '../domain/gate/finding.ts';

export interface Filter {
  client: string | undefined;
  lane: Lane | undefined;
}

export const slugShape = /^[a-z0-9-]{1,60}$/u;

export function readFilter(c: Context): Filter {
  const client = c.req.query('client');
  return {
    client: client && slugShape.test(client) ? client : undefined,
    lane: Lane.safeParse(c.req.query('lane')).data,
  };
}

export const filterQuery = (filter: Filter, more: Record<string, string | undefined> = {}): string =>
  query({ ...filter, ...more });

export const uuid = (value: string | undefined): string | undefined =>
  value && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(value) ? value : undefined;

/** '?a=b' of what has a value, '' when nothing has. */
export function query(values: Record<string, string | undefined>): string {
  const set = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value) set.set(key, value);
  return set.size > 0 ? `?${set.toString()}` : '';
}
