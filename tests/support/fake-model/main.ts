import { parseArgs } from 'node:util';
import { startFakeModel } from './start.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const fake = await startFakeModel({ port: Number(values.port) });
process.stdout.write(`${fake.baseUrl}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fake.stop());
