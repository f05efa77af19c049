import { approveToSmtp } from './approve-to-smtp.ts';
import { documentRate, readersMemory, scannedPagesRead, structuredInvoices, textPagesRead } from './documents.ts';
import { imapSync } from './imap-sync.ts';
import { ingestFolder } from './ingest-folder.ts';
import { mailToPage } from './mail-to-page.ts';
import { memoryAtRest } from './memory-rest.ts';
import { queuePage } from './queue-page.ts';
import type { Benchmark } from './row.ts';
import { smtpAccepted } from './smtp-accepted.ts';
import { starts } from './start.ts';

/** In the order they run. */
export const benchmarks: readonly Benchmark[] = [
  { name: 'ingest.folder', run: ingestFolder },
  { name: 'imap.sync', run: imapSync },
  { name: 'smtp.accepted', run: smtpAccepted },
  { name: 'mail-to-page', run: mailToPage },
  { name: 'approve-to-smtp', run: approveToSmtp },
  { name: 'queue-page', run: queuePage },
  { name: 'documents.structured', run: structuredInvoices },
  { name: 'documents.text-page', run: textPagesRead },
  { name: 'documents.ocr-page', run: scannedPagesRead },
  { name: 'documents.memory', run: readersMemory },
  { name: 'documents.rate', run: documentRate },
  { name: 'memory.rest', run: memoryAtRest },
  { name: 'start', run: starts },
];
