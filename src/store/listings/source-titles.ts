import { and, eq, inArray } from 'drizzle-orm';
import type { Claim } from '../../domain/proposal.ts';
import { contacts, knowledge } from '../schema/clients.ts';
import { documents, messages } from '../schema/messages.ts';
import type { Tx } from '../tx.ts';

/** Sources by their names: an id tells a person nothing. */
export async function withTitles(
  tx: Tx,
  clientId: string,
  claims: Claim[],
  clientName: string,
): Promise<(Claim & { sourceTitle: string })[]> {
  const ids = (kind: string) =>
    claims.flatMap(({ source }) => (source?.kind === kind && isUuid(source.id) ? [source.id] : []));
  const titles = new Map<string, string>();
  const name = (rows: { id: string; title: string }[]) => rows.forEach((row) => titles.set(row.id, row.title));
  if (ids('message').length)
    name(
      await tx
        .select({ id: messages.id, title: messages.subject })
        .from(messages)
        .where(and(eq(messages.clientId, clientId), inArray(messages.id, ids('message')))),
    );
  if (ids('document').length)
    name(
      await tx
        .select({ id: documents.id, title: documents.name })
        .from(documents)
        .where(and(eq(documents.clientId, clientId), inArray(documents.id, ids('document')))),
    );
  if (ids('knowledge').length)
    name(
      await tx
        .select({ id: knowledge.id, title: knowledge.title })
        .from(knowledge)
        .where(and(eq(knowledge.clientId, clientId), inArray(knowledge.id, ids('knowledge')))),
    );
  if (ids('contact').length)
    name(
      await tx
        .select({ id: contacts.id, title: contacts.name })
        .from(contacts)
        .where(and(eq(contacts.clientId, clientId), inArray(contacts.id, ids('contact')))),
    );
  return claims.map((claim) => ({
    ...claim,
    sourceTitle: titles.get(claim.source?.id ?? '') ?? (claim.source?.kind === 'profile' ? clientName : ''),
  }));
}

const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id);
