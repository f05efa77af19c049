import { createHash } from 'node:crypto';
import { asc, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { journal } from './schema/office.ts';
import type { Tx } from './tx.ts';

export interface JournalEntry {
  clientId: string | null;
  /** 'person:<id>', 'api', 'agent', 'code' or 'worker'. */
  actor: string;
  action: string;
  subjectId: string | null;
  /** Ids, counts, hashes and codes; no body, no secret. */
  detail?: Record<string, string | number>;
}

const verifyPage = 1_000;
/** The first key of PostgreSQL's two-key advisory locks that journal chains use. */
const journalLock = 7_001;

export const journalQueries = (tx: Tx) => ({
  write: (entry: JournalEntry): Promise<void> => append(tx, entry.clientId, [entry]),

  /** Entries of one client, in their order: one lock, one statement. */
  writeMany: (clientId: string, entries: Omit<JournalEntry, 'clientId'>[]): Promise<void> =>
    append(tx, clientId, entries),

  /** Walks every chain: how many entries stand, and the `seq` of the first that does not follow, null when all do. */
  async verify(): Promise<{ entries: number; brokenAt: number | null }> {
    const last = new Map<string | null, string>();
    let entries = 0;
    for (let after = 0; ;) {
      const page = await tx
        .select()
        .from(journal)
        .where(gt(journal.seq, after))
        .orderBy(asc(journal.seq))
        .limit(verifyPage);
      for (const entry of page) {
        const follows = entry.prevHash === (last.get(entry.clientId) ?? '') && entryHash(entry) === entry.hash;
        if (!follows) return { entries, brokenAt: entry.seq };
        last.set(entry.clientId, entry.hash);
        entries += 1;
        after = entry.seq;
      }
      if (page.length < verifyPage) return { entries, brokenAt: null };
    }
  },
});

/** One chain per client: writers of one client queue for its lock until their transaction ends. */
async function append(tx: Tx, clientId: string | null, entries: Omit<JournalEntry, 'clientId'>[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.execute(sql`select pg_advisory_xact_lock(${journalLock}, hashtext(${clientId ?? 'office'}))`);
  const [last] = await tx
    .select({ hash: journal.hash })
    .from(journal)
    .where(clientId ? eq(journal.clientId, clientId) : isNull(journal.clientId))
    .orderBy(desc(journal.seq))
    .limit(1);
  let prevHash = last?.hash ?? '';
  const at = new Date();
  const rows = entries.map(({ actor, action, subjectId, detail = {} }) => {
    const entry = { clientId, actor, action, subjectId, detail, at, prevHash };
    prevHash = entryHash(entry);
    return { ...entry, hash: prevHash };
  });
  await tx.insert(journal).values(rows);
}

/** SHA-256, hex, over the entry and the hash before it; `detail` with its keys in order, as jsonb does not keep them. */
export function entryHash(entry: Required<JournalEntry> & { at: Date; prevHash: string }): string {
  const detail = Object.entries(entry.detail).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fields = [
    entry.prevHash,
    entry.at.toISOString(),
    entry.clientId,
    entry.actor,
    entry.action,
    entry.subjectId,
    detail,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
