import { writeFile } from 'node:fs/promises';
import { machine, versions } from './machine.ts';
import type { Benchmark, Row } from './row.ts';

export interface ReportOptions {
  /** The command's name, for its messages. */
  command: string;
  /** Where the result goes as JSON (DESIGN 8). */
  json: string | undefined;
  /** Names, or the first words of several, comma between; all without it. */
  only: string | undefined;
}

/** Runs what is wanted, a line for each row. Exit code 0 also when a target is missed, 1 when something could not be measured. */
export async function report(tasks: readonly Benchmark[], { command, json, only }: ReportOptions): Promise<void> {
  const wanted = only?.split(',');
  const unknown = wanted?.filter((name) => !tasks.some((each) => isCalled(each, name))) ?? [];
  if (unknown.length > 0) {
    const names = tasks.map(({ name }) => name).join(', ');
    process.stderr.write(`${command}: no ${unknown.join(', ')}; there are ${names}\n`);
    process.exitCode = 1;
    return;
  }
  const rows: Row[] = [];
  for (const task of tasks) {
    const { name, run } = task;
    if (wanted && !wanted.some((each) => isCalled(task, each))) continue;
    try {
      for (const row of await run()) {
        rows.push(row);
        process.stdout.write(`${lineOf(row)}\n`);
      }
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`${command}: ${name} could not be measured: ${String(error)}\n`);
    }
  }
  if (json) {
    const result = { rows, machine: machine(), versions: await versions() };
    await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
  }
}

const isCalled = ({ name }: Benchmark, wanted: string): boolean => name === wanted || name.startsWith(`${wanted}.`);

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
