import { asc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { invoices } from '../schema/invoices.ts';
import { documents } from '../schema/messages.ts';
import type { Tx } from '../tx.ts';

const containers = alias(documents, 'containers');

/** The documents of messages, with what became of them. */
export const documentsOf = (tx: Tx, messageIds: string[]) =>
  tx
    .select({
      id: documents.id,
      messageId: documents.messageId,
      name: documents.name,
      size: documents.size,
      mediaType: documents.mediaType,
      state: documents.state,
      stateReason: documents.stateReason,
      pages: documents.pages,
      unreadPages: documents.unreadPages,
      kind: documents.kind,
      containerId: documents.containerId,
      /** The name of the file it was found in; null: attached to the mail itself. */
      container: containers.name,
      invoiceId: invoices.id,
      proposalId: invoices.proposalId,
    })
    .from(documents)
    .leftJoin(invoices, eq(invoices.documentId, documents.id))
    .leftJoin(containers, eq(containers.id, documents.containerId))
    .where(inArray(documents.messageId, messageIds))
    // As they were attached, each followed by what was found within.
    .orderBy(
      asc(documents.messageId),
      sql`coalesce(${containers.position}, ${documents.position})`,
      sql`${documents.containerId} nulls first`,
      asc(documents.position),
    );
