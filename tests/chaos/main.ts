import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { chaos } from './chaos.ts';

/**
 * `npm run chaos -- --json FILE [--only NAME,…] [--kills N | --minutes N] [--steps N]`: `--kills` for each point and
 * backend, `--minutes` for each backend, `--steps` of the IMAP model.
 */
const { values: flags } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    kills: { type: 'string', default: '50' },
    minutes: { type: 'string' },
    steps: { type: 'string', default: '10000' },
  },
});
const size = {
  kills: Number(flags.kills),
  minutes: flags.minutes === undefined ? null : Number(flags.minutes),
  steps: Number(flags.steps),
};
if (![size.kills, size.steps, size.minutes ?? 1].every((each) => each > 0)) {
  process.stderr.write('chaos: --kills, --minutes and --steps are numbers above 0\n');
  process.exit(1);
}
await report(chaos(size), { command: 'chaos', json: flags.json, only: flags.only });
