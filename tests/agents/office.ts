import type { ClientReader, DraftInput } from '../../src/domain/agent.ts';
import { Profile, type Client } from '../../src/domain/client.ts';
import type { ReadableMessage } from '../../src/domain/message.ts';

/** A fictional client with one mail to answer and what it knows: shared by the tests of agents and tools. */
export const client: Client = {
  id: '0190a000-0000-7000-8000-000000000001',
  slug: 'dupont-plomberie',
  name: 'Dupont Plomberie',
  color: '#336699',
  address: 'contact@dupont-plomberie.example',
  profile: Profile.parse({
    trade: 'plombier-chauffagiste',
    people: [{ name: 'Marc Dupont', role: 'gérant', email: 'marc@dupont-plomberie.example' }],
    signature: 'Marc Dupont\nDupont Plomberie\n01 99 00 12 34',
    instructions: 'Ne jamais promettre de délai.',
  }),
};

export function mail(over: Partial<ReadableMessage> = {}): ReadableMessage {
  return {
    id: '0190a000-0000-7000-8000-0000000000a1',
    direction: 'in',
    from: { name: 'Anne Petit', address: 'anne.petit@courriel.example' },
    to: [{ name: '', address: client.address }],
    cc: [],
    subject: 'Tarif de déplacement',
    date: new Date('2026-11-23T08:00:00Z'),
    text: 'Bonjour,\n\nQuel est votre tarif de déplacement à Nantes ? Merci de votre réponse.\n\nAnne Petit',
    hiddenText: '',
    defects: [],
    language: 'fr',
    automatic: null,
    forwarderNote: '',
    senderDoubt: null,
    documents: [],
    ...over,
  };
}

export const knowledge = [
  {
    id: '0190a000-0000-7000-8000-0000000000b1',
    title: 'Tarifs 2026',
    body: 'Le tarif de déplacement à Nantes est de 45,00 € TTC. Le dimanche, il est doublé.',
  },
];

export function readerOf(thread: ReadableMessage[]): ClientReader {
  return {
    readThread: () => Promise.resolve(thread),
    searchKnowledge: () => Promise.resolve(knowledge),
    lookUpContact: () => Promise.resolve([]),
    searchMail: () => Promise.resolve(thread),
  };
}

export function draftInput(message: ReadableMessage = mail(), over: Partial<DraftInput> = {}): DraftInput {
  return {
    client,
    now: new Date('2026-11-23T09:00:00Z'),
    message,
    thread: [],
    triage: {
      action: 'respond',
      category: 'request',
      urgency: 'normal',
      asks: ['Donner le tarif de déplacement à Nantes'],
      deadline: null,
      summary: 'Anne Petit demande le tarif de déplacement.',
    },
    reader: readerOf([message]),
    contact: null,
    rejected: null,
    ...over,
  };
}
