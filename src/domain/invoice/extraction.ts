import type { AgentResult } from '../agent.ts';
import type { Client } from '../client.ts';
import type { DocumentKind, Page } from '../document.ts';
import type { FieldPath, ReadInvoice } from '../invoice.ts';

/** What a person once put right on an invoice of the same supplier. `context`: the line it stood on. */
export interface Correction {
  field: FieldPath;
  was: string;
  is: string;
  context: string;
}

export interface ExtractInvoiceInput {
  /** Who pays: the invoice's buyer. */
  client: Client;
  /** The file's name, as its sender wrote it. */
  name: string;
  /** What code takes the document for. */
  kind: DocumentKind;
  pages: Page[];
  /** Read where the format has no pages. */
  text: string;
  /** Of the same supplier, newest first. */
  corrections: Correction[];
  /** A page as PNG bytes, null where it cannot be drawn; asked only for a model that can see, of pages whose OCR is not believed. */
  picture?: (page: Page) => Promise<Uint8Array | null>;
}

/** Null: the document is no invoice. */
export type ExtractInvoice = (input: ExtractInvoiceInput) => Promise<AgentResult<ReadInvoice | null>>;
