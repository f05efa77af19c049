import { and, eq } from 'drizzle-orm';
import { folders } from './schema/clients.ts';
import type { Tx } from './tx.ts';

export type Folder = typeof folders.$inferSelect;
export type FolderMark = Omit<typeof folders.$inferInsert, 'id'>;

export const folderQueries = (tx: Tx) => ({
  ofMailbox(mailboxId: string): Promise<Folder[]> {
    return tx.select().from(folders).where(eq(folders.mailboxId, mailboxId));
  },

  /** The high-water mark: committed with the rows of the messages it stands for. */
  async setMark(mark: FolderMark): Promise<void> {
    const { clientId: _client, mailboxId: _mailbox, role: _role, ...set } = mark;
    await tx
      .insert(folders)
      .values(mark)
      .onConflictDoUpdate({ target: [folders.mailboxId, folders.role], set });
  },

  /** Another account: the numbers of its messages mean nothing any more. */
  async forget(clientId: string, mailboxId: string): Promise<void> {
    await tx.delete(folders).where(and(eq(folders.clientId, clientId), eq(folders.mailboxId, mailboxId)));
  },
});
