import { parseArgs } from 'node:util';
import { benchmarks } from './benchmarks.ts';
import { report } from './report.ts';

/** `npm run bench -- --json FILE [--only NAME,…]` */
const { values: flags } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
await report(benchmarks, { command: 'bench', json: flags.json, only: flags.only });
