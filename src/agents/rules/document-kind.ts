import type { SortInput } from '../../domain/agent.ts';
import type { DocumentKind } from '../../domain/document.ts';

/** What a document is, by its words. */
export const documentKind = (_: SortInput): DocumentKind => 'other';
