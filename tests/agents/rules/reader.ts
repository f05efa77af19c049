import { readFileSync } from 'node:fs';
import type { ClientReader } from '../../../src/domain/agent.ts';
import type { Client, Contact, KnowledgeItem, Register } from '../../../src/domain/client.ts';
import type { ReadableMessage } from '../../../src/domain/message.ts';
import { Profile } from '../../../src/domain/client.ts';
import { fold } from '../../../src/domain/text/facts/fact.ts';

export interface DemoClient {
  client: Client;
  knowledge: KnowledgeItem[];
  contacts: Contact[];
}

const folder = new URL('../../../demo/clients/', import.meta.url);

/** One of the demo's businesses, as the store would hold it. */
export function readDemoClient(slug: string): DemoClient {
  const raw = JSON.parse(readFileSync(new URL(`${slug}.json`, folder), 'utf8')) as Client['profile'] &
    Omit<Client, 'profile' | 'id'> & {
      knowledge: { title: string; body: string }[];
      contacts: (Partial<Contact> & { name: string; email: string })[];
    };
  return {
    client: {
      id: slug,
      slug: raw.slug,
      name: raw.name,
      color: raw.color,
      address: raw.address,
      profile: Profile.parse(raw),
    },
    knowledge: raw.knowledge.map((item, index) => ({ id: `k${index + 1}`, ...item })),
    contacts: raw.contacts.map((contact) => ({
      organisation: '',
      phone: '',
      register: null as Register | null,
      iban: null,
      ...contact,
    })),
  };
}

/** Full text as PostgreSQL would: any word of the query, best first, at most 20. */
export function readerOf({ knowledge, contacts }: DemoClient, thread: ReadableMessage[] = []): ClientReader {
  return {
    readThread: async () => thread,
    searchKnowledge: async (query) => {
      const words = stems(query);
      const ranked = knowledge.map((item) => ({
        item,
        hits: [...stems(`${item.title} ${item.body}`)].filter((word) => words.has(word)).length,
      }));
      return ranked
        .filter(({ hits }) => hits > 0)
        .toSorted((a, b) => b.hits - a.hits)
        .slice(0, 20)
        .map(({ item }) => item);
    },
    lookUpContact: async (query) =>
      contacts.filter((contact) => fold(`${contact.name} ${contact.email}`).includes(fold(query))),
    searchMail: async () => [],
  };
}

const stems = (text: string): Set<string> =>
  new Set(
    fold(text)
      .split(' ')
      .filter((word) => word.length > 2)
      .map((word) => word.slice(0, 5)),
  );
