import * as z from 'zod';
import { Person } from '../domain/client.ts';
import { MAX_PEOPLE } from '../domain/people.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';
import { EmailAddress } from './new-client.ts';

export const PeopleChange = z.object({ people: z.array(Person.extend({ email: EmailAddress })).max(MAX_PEOPLE) });
export type PeopleChange = z.infer<typeof PeopleChange>;

/** Who speaks for a client: what they forward is opened, and they are never answered in its place. False: no such client. */
export function createChangePeople({ store }: { store: Store }) {
  return (slug: string, { people }: PeopleChange, by: Actor): Promise<boolean> =>
    store.office(async (q) => {
      const client = await q.clients.bySlug(slug);
      if (!client) return false;
      await q.clients.setPeople(client.id, people);
      const { id: clientId } = client;
      await q.journal.write({ clientId, actor: actorName(by), action: 'people-changed', subjectId: clientId });
      return true;
    });
}
