export interface SrvRecord {
  name: string;
  port: number;
  priority: number;
  weight: number;
}

/**
 * The record to use (RFC 2782): the lowest priority; within it by chance in proportion to weight. A single record whose target is
 * the root says that the service is not offered (RFC 6186 3.4): null. `chance` is in [0, 1).
 */
export function chooseRecord(records: readonly SrvRecord[], chance: () => number = Math.random): SrvRecord | null {
  const offered = records.filter(({ name, port }) => name !== '' && name !== '.' && port > 0);
  const lowest = Math.min(...offered.map(({ priority }) => priority));
  const first = offered.filter(({ priority }) => priority === lowest);
  const total = first.reduce((sum, { weight }) => sum + weight, 0);
  let mark = chance() * total;
  return first.find(({ weight }) => (mark -= weight) < 0) ?? first[0] ?? null;
}
