/** One line of the result. `ratio` is value to floor; `ok` says whether the target is met. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  /** How many measurements stand behind the value. */
  n: number;
  floor?: number;
  ratio?: number;
  target?: number;
  ok?: boolean;
  low?: number;
  high?: number;
}

export interface Benchmark {
  /** What `--only` names; the rows' names begin with it. */
  name: string;
  run(): Promise<Row[]>;
}

interface Measured extends Omit<Row, 'ratio' | 'target' | 'ok'> {
  /** The least the ratio may be, for a rate. */
  ratioAtLeast?: number;
  /** The most the value may be, for a time or a size. */
  atMost?: number;
}

/** Rounds, and holds the value against its target. */
export function toRow({ ratioAtLeast, atMost, ...measured }: Measured): Row {
  const { value, floor } = measured;
  const row: Row = { ...measured, value: rounded(value) };
  if (floor !== undefined) Object.assign(row, { floor: rounded(floor), ratio: rounded(value / floor) });
  if (ratioAtLeast !== undefined && floor !== undefined) {
    Object.assign(row, { target: ratioAtLeast, ok: value / floor >= ratioAtLeast });
  }
  if (atMost !== undefined) Object.assign(row, { target: atMost, ok: value <= atMost });
  if (row.low !== undefined) row.low = rounded(row.low);
  if (row.high !== undefined) row.high = rounded(row.high);
  return row;
}

/** Three digits say all that a measurement on a shared machine knows. */
const rounded = (value: number): number => Number(value.toPrecision(3));

/** The value below which `part` (0 to 1) of the samples lie; the samples are not empty. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** Median and 95th percentile of times in milliseconds, each as its own row. */
export function timeRows(
  name: string,
  samples: readonly number[],
  { floor, atMost = {} }: { floor?: readonly number[]; atMost?: { p50?: number; p95?: number } } = {},
): Row[] {
  const spread = { low: Math.min(...samples), high: Math.max(...samples) };
  return (['p50', 'p95'] as const).map((which) => {
    const part = which === 'p50' ? 0.5 : 0.95;
    const limit = atMost[which];
    return toRow({
      name: `${name}.${which}`,
      value: percentile(samples, part),
      unit: 'ms',
      n: samples.length,
      ...spread,
      ...(floor && { floor: percentile(floor, part) }),
      ...(limit !== undefined && { atMost: limit }),
    });
  });
}

/** The median of several runs of a rate, with the slowest and the quickest. */
export const spreadOf = (rates: readonly number[]) => ({
  value: percentile(rates, 0.5),
  low: Math.min(...rates),
  high: Math.max(...rates),
});
