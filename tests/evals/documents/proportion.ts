/** 95 %. */
const z = 1.959_963_985;

/** Wilson's score interval of a share, which stays honest near 0 and 1 and for few cases; the share and its ends in percent. */
export function proportion(good: number, n: number): { value: number; low: number; high: number; n: number } {
  if (n === 0) return { value: 0, low: 0, high: 100, n };
  const share = good / n;
  const weight = z ** 2 / n;
  const middle = share + weight / 2;
  const reach = z * Math.sqrt((share * (1 - share) + weight / 4) / n);
  const percent = (value: number) => Number((100 * Math.min(1, Math.max(0, value))).toFixed(2));
  return {
    value: percent(share),
    low: percent((middle - reach) / (1 + weight)),
    high: percent((middle + reach) / (1 + weight)),
    n,
  };
}
