import { eq } from 'drizzle-orm';
import type { RunRecord } from '../domain/agent.ts';
import type { Triage } from '../domain/triage.ts';
import { runs, triages } from './schema/messages.ts';
import type { Tx } from './tx.ts';

interface OfMessage {
  id: string;
  clientId: string;
}

export const runQueries = (tx: Tx) => ({
  async insert(message: OfMessage, run: RunRecord, error: string | null = null): Promise<void> {
    await tx.insert(runs).values({ ...run, error, clientId: message.clientId, messageId: message.id });
  },

  async insertOfDocument(document: { id: string; clientId: string; messageId: string }, run: RunRecord): Promise<void> {
    const { id: documentId, clientId, messageId } = document;
    await tx.insert(runs).values({ ...run, clientId, messageId, documentId });
  },

  async triageOf(messageId: string): Promise<Triage | null> {
    const [row] = await tx.select({ value: triages.value }).from(triages).where(eq(triages.messageId, messageId));
    return row?.value ?? null;
  },

  async setTriage(message: OfMessage, by: 'code' | 'rules' | 'model', value: Triage): Promise<void> {
    await tx
      .insert(triages)
      .values({ clientId: message.clientId, messageId: message.id, by, value })
      .onConflictDoUpdate({ target: triages.messageId, set: { by, value } });
  },

  async forgetTriage(messageId: string): Promise<void> {
    await tx.delete(triages).where(eq(triages.messageId, messageId));
  },
});
