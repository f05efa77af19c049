import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { machine, versions } from '../../bench/machine.ts';
import { answerStructured } from './answer.ts';
import { createRulesReader } from './answer-rules.ts';
import { defectRows } from './defects.ts';
import { rowsOf, score, type Answer } from './score.ts';
import { inOrder, readTruth } from './truth.ts';

/** `npm run eval:documents -- --truth FILE --out FILE [--mode structured|rules] [--only GLOB] [--unknown-client]` */
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
