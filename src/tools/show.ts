import type { Contact, KnowledgeItem } from '../domain/client.ts';
import type { Address } from '../domain/mail.ts';
import type { ReadableMessage } from '../domain/message.ts';
import type { References } from './references.ts';

/** Characters of one message, and of one document, shown to a model: a page or two, where asks and facts stand. */
const messageChars = 8_000;
const documentChars = 4_000;
const documentsShown = 8;
const knowledgeChars = 4_000;

/** What tools need to show what they found. */
export interface Showing {
  references: References;
  timeZone: string;
  /** Makes a stranger's text safe to show and marks it as such. */
  untrusted(text: string): string;
}

/** A message as mail headers and words, with its documents. Untrusted as a whole: wrap it. */
export function showMessage(message: ReadableMessage, { references, timeZone }: Showing): string {
  const documents = message.documents.slice(0, documentsShown).map((document) => {
    const head = `[${references.refer('document', document.id)}] ${document.name} (${document.mediaType})`;
    return `${head}\n${document.text.slice(0, documentChars)}`;
  });
  return [
    `[${references.refer('message', message.id)}] ${message.direction === 'in' ? 'received' : 'sent'}`,
    `From: ${people([message.from])}`,
    `To: ${people(message.to)}`,
    ...(message.cc.length > 0 ? [`Cc: ${people(message.cc)}`] : []),
    `Date: ${showMoment(message.date, timeZone)}`,
    `Subject: ${message.subject}`,
    ...(message.forwarderNote === '' ? [] : [`Forwarded-With-Note: ${message.forwarderNote}`]),
    '',
    message.text.slice(0, messageChars),
    ...documents.map((text) => `\nAttachment: ${text}`),
  ].join('\n');
}

/** Trusted: a client's knowledge is what its people wrote. */
export const showKnowledge = (item: KnowledgeItem, { references }: Showing): string =>
  `[${references.refer('knowledge', item.id)}] ${item.title}\n${item.body.slice(0, knowledgeChars)}`;

/** Untrusted: names and organisations come from mail. */
export function showContact(contact: Contact, { references }: Showing): string {
  const facts = [contact.name, contact.email, contact.organisation, contact.phone, contact.register ?? ''];
  return `[${references.refer('contact', contact.email)}] ${facts.filter((fact) => fact !== '').join(' · ')}`;
}

/** "lundi 23 novembre 2026 à 09:00": the form drafts are to use. */
export const showMoment = (date: Date, timeZone: string): string =>
  firstOfMonth(new Intl.DateTimeFormat('fr-FR', { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(date));

/** French writes the first day "1er", which Intl does not. */
export const firstOfMonth = (words: string): string => words.replace(/\b1 (?=\p{L}{3})/u, '1er ');

const people = (list: Address[]): string => list.map(({ name, address }) => `${name} <${address}>`.trim()).join(', ');
