import type { Client, Contact, KnowledgeItem, Language } from './client.ts';
import type { DocumentKind, Page } from './document.ts';
import type { ExtractInvoice } from './invoice/extraction.ts';
import type { ReadableMessage } from './message.ts';
import type { Claim, RejectReason } from './proposal.ts';
import type { Triage } from './triage.ts';

/** What tools and agents may read: bound to one client by the store, impossible to widen. Lists are capped (20). */
export interface ClientReader {
  /** The thread of the message in work, oldest first. */
  readThread(): Promise<ReadableMessage[]>;
  searchKnowledge(query: string): Promise<KnowledgeItem[]>;
  lookUpContact(query: string): Promise<Contact[]>;
  searchMail(query: string): Promise<ReadableMessage[]>;
}

/** One agent run, recorded whatever its outcome. `model` is 'rules' when no model was asked. */
export interface RunRecord {
  agent: string;
  prompt: string;
  promptVersion: string;
  model: string;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  ms: number;
  /** What failed on the way to the value that was got without it: `vision-timeout`. */
  error?: string;
}

export interface AgentResult<T> {
  value: T;
  run: RunRecord;
}

export interface TriageInput {
  client: Client;
  now: Date;
  message: ReadableMessage;
  /** Earlier messages of the thread, oldest first. */
  thread: ReadableMessage[];
}

export interface DraftInput extends TriageInput {
  triage: Triage;
  reader: ClientReader;
  contact: Contact | null;
  /** Why the draft before was sent back, when there was one. */
  rejected: { body: string; reason: RejectReason; note: string } | null;
}

/** A reply's words. Recipients, subject, signature and quoted original are code's. */
export interface Draft {
  language: Language;
  body: string;
  claims: Claim[];
}

export interface SortInput {
  client: Client;
  /** The file's name, as its sender wrote it. */
  name: string;
  /** Empty where the format has no pages. */
  pages: Page[];
  text: string;
}

/** Both makings of an agent (with a model, by rules) have these types. Throws UnavailableError when the model cannot be reached. */
export interface Agents {
  /** 'rules' or the drafting model's name: shown in the view. */
  by: string;
  triage(input: TriageInput): Promise<AgentResult<Triage>>;
  /** Null: the agent finds nothing to answer. */
  draftReply(input: DraftInput): Promise<AgentResult<Draft | null>>;
  sortDocument(input: SortInput): Promise<AgentResult<DocumentKind>>;
  extractInvoice: ExtractInvoice;
}
