/** PostgreSQL takes no NUL and no lone surrogate, not even inside jsonb: what strangers' documents say goes through here. */
export function storable<T>(value: T): T;
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map((each) => storable<unknown>(each));
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, storable<unknown>(each)]));
}
