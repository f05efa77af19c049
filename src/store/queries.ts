import { bounceQueries } from './bounces.ts';
import { arrivalQueries } from './arrivals.ts';
import { clientQueries } from './clients.ts';
import { contactQueries } from './contacts.ts';
import { correctionQueries } from './corrections.ts';
import { deliveryQueries } from './deliveries.ts';
import { documentPageQueries } from './document-pages.ts';
import { documentQueries } from './documents.ts';
import { evidenceQueries } from './evidence.ts';
import { folderQueries } from './folders.ts';
import { invitationQueries } from './invitations.ts';
import { invoiceEvidenceQueries } from './invoice-evidence.ts';
import { invoiceQueries } from './invoices.ts';
import { journalQueries } from './journal.ts';
import { knowledgeQueries } from './knowledge.ts';
import { ledgerQueries } from './ledger.ts';
import { listingQueries } from './listings.ts';
import { mailboxQueries } from './mailboxes.ts';
import { messageQueries } from './messages.ts';
import { numberSeriesQueries } from './number-series.ts';
import { proposalQueries } from './proposals.ts';
import { runQueries } from './runs.ts';
import type { Tx } from './tx.ts';
import { threadQueries } from './threads.ts';
import { userQueries } from './users.ts';

/** Every noun's queries, bound to one transaction and so to its role and wall. */
export const queries = (tx: Tx) => ({
  bounces: bounceQueries(tx),
  arrivals: arrivalQueries(tx),
  clients: clientQueries(tx),
  contacts: contactQueries(tx),
  corrections: correctionQueries(tx),
  deliveries: deliveryQueries(tx),
  documentPages: documentPageQueries(tx),
  documents: documentQueries(tx),
  evidence: evidenceQueries(tx),
  folders: folderQueries(tx),
  invitations: invitationQueries(tx),
  invoiceEvidence: invoiceEvidenceQueries(tx),
  invoices: invoiceQueries(tx),
  journal: journalQueries(tx),
  knowledge: knowledgeQueries(tx),
  ledger: ledgerQueries(tx),
  listings: listingQueries(tx),
  mailboxes: mailboxQueries(tx),
  messages: messageQueries(tx),
  numberSeries: numberSeriesQueries(tx),
  proposals: proposalQueries(tx),
  runs: runQueries(tx),
  threads: threadQueries(tx),
  users: userQueries(tx),
});

export type Queries = ReturnType<typeof queries>;
