import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchmarks } from './benchmarks.ts';
import { machine, versions } from './machine.ts';
import type { Row } from './row.ts';

/** `npm run bench -- --json FILE [--only NAME,…]`: exit 0 also when a target is missed, 1 when nothing could be measured. */
const { values: flags } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
const wanted = flags.only?.split(',');
const unknown = wanted?.filter((name) => !benchmarks.some((each) => each.name === name)) ?? [];
if (unknown.length > 0) {
  const names = benchmarks.map(({ name }) => name).join(', ');
  process.stderr.write(`bench: no ${unknown.join(', ')}; there are ${names}\n`);
  process.exit(1);
}

const rows: Row[] = [];
for (const { name, run } of benchmarks) {
  if (wanted && !wanted.includes(name)) continue;
  try {
    for (const row of await run()) {
      rows.push(row);
      process.stdout.write(`${lineOf(row)}\n`);
    }
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`bench: ${name} could not be measured: ${String(error)}\n`);
  }
}
if (flags.json) {
  const result = { rows, machine: machine(), versions: await versions() };
  await writeFile(flags.json, `${JSON.stringify(result, null, 2)}\n`);
}

function lineOf({ name, value, unit, n, floor, ratio, target, ok, low, high }: Row): string {
  const spread = low === undefined || high === undefined ? '' : `${low}…${high}`;
  const beside = floor === undefined ? '' : `floor ${floor}  ratio ${ratio}`;
  const verdict = ok === undefined ? '' : `${ok ? 'ok' : 'MISSED'} (target ${target})`;
  const columns = [
    name.padEnd(34),
    `${value} ${unit}`.padEnd(16),
    `n=${n}`.padEnd(7),
    spread.padEnd(14),
    beside.padEnd(28),
  ];
  return `${columns.join(' ')} ${verdict}`.trimEnd();
}
