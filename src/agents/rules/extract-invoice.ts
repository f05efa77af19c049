import type { ExtractInvoiceInput } from '../../domain/invoice/extraction.ts';
import type { ReadInvoice } from '../../domain/invoice.ts';

/** Null: the rules see no invoice. */
export const extractByRules = (_: ExtractInvoiceInput): ReadInvoice | null => null;
