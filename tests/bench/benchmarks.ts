import { ingestFolder } from './ingest-folder.ts';
import type { Benchmark } from './row.ts';
import { smtpAccepted } from './smtp-accepted.ts';

/** In the order they run. */
export const benchmarks: readonly Benchmark[] = [
  { name: 'ingest.folder', run: ingestFolder },
  { name: 'smtp.accepted', run: smtpAccepted },
];
