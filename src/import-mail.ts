import type { Command } from './command.ts';
import { readMailFolder } from './connectors/folder.ts';
import { AppError } from './domain/errors.ts';
import type { Office } from './office.ts';

const progressEvery = 100;

/** `npm start -- import PATH --client SLUG`: .eml, mbox, Maildir or PDF. The same bytes twice are one message. */
export async function importMail(command: Command, office: Office, path: string, slug: string): Promise<void> {
  const { say, print } = command;
  const mailboxId = await mailboxOf(office, slug);
  const counts = { fresh: 0, known: 0, refused: 0 };
  let done = 0;
  for await (const { name, bytes } of readMailFolder(path)) {
    if (bytes.length > command.config.maxMailBytes) {
      counts.refused += 1;
      print(say('import-refused', { name, code: 'mail-too-large' }));
      continue;
    }
    const { fresh } = await office.acceptMail({ mailboxId, bytes, envelope: null });
    counts[fresh ? 'fresh' : 'known'] += 1;
    done += 1;
    if (done % progressEvery === 0) print(say('import-progress', { done }));
  }
  if (done + counts.refused === 0) throw new AppError('path-missing', { path });
  print(say('import-done', { ...counts, client: slug }));
  print(say('import-later'));
}

async function mailboxOf({ store }: Office, slug: string): Promise<string> {
  return store.office(async (q) => {
    const client = await q.clients.bySlug(slug);
    if (!client) {
      const known = (await q.clients.all()).map((other) => other.slug).join(', ');
      throw new AppError('client-missing', { slug, known: known || '–' });
    }
    return (await q.mailboxes.ofClient(client.id))[0]!.id;
  });
}
