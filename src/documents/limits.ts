/** A mail holds 35 MiB; past this a document is a scan or an attack, and no text is worth the memory. */
export const MAX_DOCUMENT_BYTES = 25 * 1024 * 1024;

/** UTF-16 units of text kept per document: 500 dense pages. */
export const MAX_DOCUMENT_TEXT = 1024 * 1024;
