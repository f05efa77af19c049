import { asc, eq, sql } from 'drizzle-orm';
import { Profile, type Client } from '../domain/client.ts';
import { clients } from './schema/clients.ts';
import type { Tx } from './tx.ts';

type Row = typeof clients.$inferSelect;
export type NewClient = Pick<Row, 'slug' | 'name' | 'color' | 'address' | 'profile'>;

export const clientQueries = (tx: Tx) => ({
  async all(): Promise<Client[]> {
    return (await tx.select().from(clients).orderBy(asc(clients.name))).map(toClient);
  },

  async byId(id: string): Promise<Client | null> {
    const [row] = await tx.select().from(clients).where(eq(clients.id, id));
    return row ? toClient(row) : null;
  },

  async bySlug(slug: string): Promise<Client | null> {
    const [row] = await tx.select().from(clients).where(eq(clients.slug, slug));
    return row ? toClient(row) : null;
  },

  /** The people of a client, all of them. */
  async setPeople(id: string, people: Profile['people']): Promise<void> {
    const profile = sql`jsonb_set(${clients.profile}, '{people}', ${JSON.stringify(people)}::jsonb)`;
    await tx.update(clients).set({ profile }).where(eq(clients.id, id));
  },

  async insert(client: NewClient): Promise<Client> {
    const [row] = await tx.insert(clients).values(client).returning();
    return toClient(row!);
  },
});

const toClient = ({ createdAt: _, ...row }: Row): Client => ({ ...row, profile: Profile.parse(row.profile) });
