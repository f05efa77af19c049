import { randomUUID } from 'node:crypto';
import { Profile } from '../../src/domain/client.ts';
import type { Store } from '../../src/store/store.ts';

/** A client with one mail of one document, as the journey leaves them before the document is sorted. */
export async function seedDocument(store: Store, slug: string, { position = 0 } = {}) {
  return store.office(async (q) => {
    const known = await q.clients.bySlug(slug);
    const client =
      known ??
      (await q.clients.insert({
        slug,
        name: 'Plomberie Vauquelin',
        color: '#1f6f8b',
        address: `contact@${slug}.example`,
        profile: Profile.parse({ siren: '404833048', vat: 'FR83404833048' }),
      }));
    const [mailbox] = await q.mailboxes.ofClient(client.id);
    const { address } = client;
    const { id: mailboxId } =
      mailbox ??
      (await q.mailboxes.insert({
        clientId: client.id,
        kind: 'forwarding',
        address,
        displayName: client.name,
        state: 'ok',
      }));
    const clientId = client.id;
    const row = { clientId, mailboxId, direction: 'in', state: 'received', rawHash: randomUUID(), size: 1 } as const;
    const { id: messageId } = await q.messages.receive(row);
    const at = new Date();
    const clues = { clientId, mailboxId, messageId: null, references: [], subjectKey: randomUUID(), at };
    const people = { correspondents: [], sender: 'compta@kermor.example', proved: false, participants: [] };
    const threadId = await q.threads.findOrCreate({ ...clues, ...people });
    await q.messages.move(messageId, 'reading', { threadId, subject: 'Facture' });
    const [documentId = ''] = await q.documents.insertMany([
      { clientId, messageId, position, hash: randomUUID(), name: 'facture.pdf', size: 1 },
    ]);
    return { client, messageId, documentId };
  });
}
