import type { Client, Contact } from '../domain/client.ts';
import type { GateContext, TrustedText } from '../domain/gate/context.ts';
import { sameAddress, type Address } from '../domain/mail.ts';
import type { ReadableMessage } from '../domain/message.ts';
import type { Claim, MailContent } from '../domain/proposal.ts';
import { contactQueries } from './contacts.ts';
import { invitationQueries } from './invitations.ts';
import { knowledgeQueries } from './knowledge.ts';
import { mailboxQueries } from './mailboxes.ts';
import { messageQueries, type Message } from './messages.ts';
import { toReadable } from './readable.ts';
import { runQueries } from './runs.ts';
import type { Tx } from './tx.ts';

export const evidenceQueries = (tx: Tx) => ({
  conversation: (message: Message) => readConversation(tx, message),

  /** All that the gate may look at for one answer: read behind the client's wall. */
  async gather(client: Client, message: Message, draft: Drafted): Promise<GateContext> {
    const conversation = await readConversation(tx, message);
    const participants = participantsOf(conversation, client);
    const addresses = [...participants, ...draft.content.to, ...draft.content.cc].map((person) => person.address);
    const contacts = await contactQueries(tx).ofAddresses(client.id, addresses);
    const items = await knowledgeQueries(tx).all(client.id);
    return {
      client,
      ...draft,
      triage: await runQueries(tx).triageOf(message.id),
      message: conversation.find(({ id }) => id === message.id) ?? null,
      answered: message,
      own: await mailboxQueries(tx).ownAddresses(client),
      participants,
      contacts,
      firstContact: !(await isKnown(tx, client, message, contacts)),
      trusted: [
        profileText(client),
        ...items.map(({ id, title, body }): TrustedText => ({
          kind: 'knowledge',
          id,
          title,
          text: `${title}\n${body}`,
        })),
        ...conversation.flatMap(messageTexts),
        ...contacts.map(contactText),
      ],
    };
  },
});

interface Drafted {
  content: MailContent;
  claims: Claim[];
  now: Date;
}

/** A message with its thread, oldest first, the message itself included. */
export async function readConversation(tx: Tx, message: Message): Promise<ReadableMessage[]> {
  const queries = messageQueries(tx);
  const rows = message.threadId ? await queries.ofThread(message.threadId) : [message];
  const documents = await queries.documentsOf(rows.map((row) => row.id));
  const timeZone = await invitationQueries(tx).zoneFor(rows);
  return rows.map((row) => toReadable(row, documents, timeZone));
}

async function isKnown(tx: Tx, client: Client, message: Message, contacts: Contact[]): Promise<boolean> {
  const sender = message.from?.address ?? '';
  return (
    contacts.some((contact) => sameAddress(contact.email, sender)) ||
    client.profile.people.some((person) => sameAddress(person.email, sender)) ||
    (await messageQueries(tx).knownCorrespondent(client.id, sender))
  );
}

function participantsOf(conversation: ReadableMessage[], client: Client): Address[] {
  const everyone = conversation.flatMap(({ from, to, cc }) => [from, ...to, ...cc]);
  const seen = new Set([client.address.toLowerCase(), '']);
  return everyone.filter(({ address }) => !seen.has(address.toLowerCase()) && seen.add(address.toLowerCase()));
}

const profileText = ({ id, name, address, profile }: Client): TrustedText => ({
  kind: 'profile',
  id,
  title: name,
  text: [
    name,
    address,
    profile.trade,
    profile.siren,
    profile.vat,
    profile.signature,
    profile.instructions,
    ...profile.people.map((person) => `${person.name} ${person.role} ${person.email}`),
  ].join('\n'),
});

const messageTexts = (message: ReadableMessage): TrustedText[] => [
  {
    kind: 'message',
    id: message.id,
    title: message.subject,
    // The note of the client's own person above a forward is an order, and so a source.
    text: [message.subject, message.text, message.forwarderNote].join('\n'),
  },
  ...message.documents.map(({ id, name, text }): TrustedText => ({
    kind: 'document',
    id,
    title: name,
    text: `${name}\n${text}`,
  })),
];

const contactText = ({ name, email, phone, organisation, iban }: Contact): TrustedText => ({
  kind: 'contact',
  id: email,
  title: name,
  text: [name, email, phone, organisation, iban ?? ''].join('\n'),
});
