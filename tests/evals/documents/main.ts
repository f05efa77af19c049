import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { machine, versions } from '../../bench/machine.ts';
import { answerStructured } from './answer.ts';
import { createRulesReader } from './answer-rules.ts';
import { defectRows } from './defects.ts';
import { misplaced, plant, readCases } from './planted.ts';
import { proportion } from './proportion.ts';
import { rowsOf, score, type Answer } from './score.ts';
import { inOrder, readTruth } from './truth.ts';

/** `npm run eval:documents -- --truth FILE --out FILE [--mode structured|rules|planted] [--only GLOB] [--unknown-client]` */
const { values: flags } = parseArgs({
  options: {
    truth: { type: 'string' },
    out: { type: 'string' },
    mode: { type: 'string', default: 'structured' },
    only: { type: 'string' },
    // The office knows whose mail it reads: the buyer's name and numbers. Without them the page is all there is.
    'unknown-client': { type: 'boolean', default: false },
  },
});

const complaint = await run();
if (complaint !== null) {
  process.stderr.write(`eval:documents: ${complaint}\n`);
  process.exitCode = 1;
}

async function run(): Promise<string | null> {
  const { truth: file, out, mode, only } = flags;
  if (!file || !out) return 'both --truth FILE and --out FILE are needed';
  if (mode === 'planted') return runPlanted(file, out);
  if (mode !== 'structured' && mode !== 'rules') return `no mode ${mode}`;
  const answer = mode === 'rules' ? createRulesReader({ clientKnown: !flags['unknown-client'] }) : answerStructured;
  const wanted = (await readTruth(file)).filter(({ id }) => only === undefined || path.matchesGlob(id, only));
  const truths = inOrder(wanted);
  if (truths.length === 0) return 'no document to read';
  const answers: Answer[] = [];
  for (const truth of truths) answers.push(await answer(truth));
  const scored = score(answers, mode);
  const rows = [...rowsOf(scored, mode), ...defectRows(answers, mode)];
  const misses = scored.flatMap(({ miss }) => miss ?? []);
  const files = answers.map(({ truth, values, findings }) => ({ file: truth.id, read: values !== null, findings }));
  const result = { rows, machine: machine(), versions: await versions(), misses, files };
  await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
  const list = misses.map(({ file: missed, half, field, expected, got, doubted }) =>
    [missed, half, field, expected.join(' or ') || '(nothing)', got || '(nothing)', doubted ? 'doubted' : ''].join(
      '\t',
    ),
  );
  await writeFile(`${out}.misses.tsv`, [`file\thalf\tfield\texpected\tread\tdoubt`, ...list, ''].join('\n'));
  for (const { name, value, low, high, n, target, ok } of rows) {
    const verdict = target === undefined ? '' : `  ${ok ? 'ok' : 'MISSED'} (target ${target})`;
    process.stdout.write(`${name.padEnd(52)} ${value} %  n=${n}  ${low}…${high}${verdict}\n`);
  }
  return null;
}

/** What becomes of every wrong answer that a model could give with the page's own values. */
async function runPlanted(file: string, out: string): Promise<null> {
  const cases = await readCases(file);
  const results = Object.keys(misplaced).map((name) => ({ name, ...plant(name, cases) }));
  const rows = results.map(({ name, planted, passed }) => ({
    name: `documents.planted.caught ${name}`,
    unit: '%',
    ...proportion(planted - passed.length, planted),
    target: 99.5,
    ok: passed.length <= planted * 0.005,
  }));
  const misses = results.flatMap(({ passed }) => passed);
  await writeFile(
    out,
    `${JSON.stringify({ rows, machine: machine(), versions: await versions(), misses }, null, 2)}\n`,
  );
  for (const { name, value, n } of rows) process.stdout.write(`${name.padEnd(52)} ${value} %  n=${n}\n`);
  return null;
}
