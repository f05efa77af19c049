import type { ImapFlow } from 'imapflow';

/** What providers call it where SPECIAL-USE (RFC 6154) is missing: Outlook, Orange, Ionos, Thunderbird, Apple. */
const wellKnown = [
  'sent',
  'sent items',
  'sent messages',
  'sent mail',
  'envoyés',
  'éléments envoyés',
  'messages envoyés',
  'objets envoyés',
  'courrier envoyé',
  'outbox.sent',
];

/** The path of the Sent folder, by what the server says first, by its name otherwise; null when there is none. */
export async function findSentFolder(session: ImapFlow): Promise<string | null> {
  const folders = await session.list();
  const said = folders.find((folder) => folder.specialUse === '\\Sent' && folder.specialUseSource !== 'name');
  const named = folders.find((folder) => wellKnown.includes(folder.name.normalize('NFC').toLowerCase()));
  return (said ?? named)?.path ?? null;
}
