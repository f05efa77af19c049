/** '?a=b' of what has a value, '' when nothing has. */
export function query(values: Record<string, string | undefined>): string {
  const set = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value) set.set(key, value);
  return set.size > 0 ? `?${set}` : '';
}
