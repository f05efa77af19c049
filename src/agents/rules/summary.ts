import type { ReadableMessage } from '../../domain/message.ts';
import type { Ask } from './asks.ts';
import { readCorrespondent } from './correspondent.ts';
import type { Details } from './details.ts';
import type { Fraud } from './fraud.ts';
import type { Intent } from './intents.ts';

/** A line the eye takes in at once. */
const longest = 120;

/** What a message wants in one French line: who, what, about what. Built from its own words. */
export function summarize(
  message: ReadableMessage,
  intent: Intent,
  asks: Ask[],
  details: Details,
  fraud: Fraud | null,
): string {
  const who = nameOf(message);
  if (!fraud && message.automatic && machines[message.automatic])
    return fit(`${machines[message.automatic]} ${of(who)} : ${topicOf(message, [])}`, '');
  if (!fraud && intent === 'request') return fit(plain(who, asks, topicOf(message, asks)), '');
  const line = fraud ? frauds[fraud](who, details) : deeds[intent](who, details, topicOf(message, asks));
  const more = !fraud && asks.length > 1 && counted.has(intent) ? ` (${asks.length} points)` : '';
  return fit(line, more);
}

function plain(who: string, asks: Ask[], topic: string): string {
  const deed = asks.length > 1 ? `pose ${asks.length} questions` : asks.length === 1 ? 'demande' : 'écrit';
  return `${who} ${deed}${topic && ` : ${topic}`}`;
}

const machines: Partial<Record<NonNullable<ReadableMessage['automatic']>, string>> = {
  newsletter: 'Lettre d’information',
  'auto-reply': 'Réponse automatique',
  bounce: 'Message non distribué, avis',
};

const of = (who: string): string => (/^[aeiouyéèêhâîô]/iu.test(who) ? `d’${who}` : `de ${who}`);

const counted = new Set<Intent>([
  'quote',
  'appointment',
  'reschedule',
  'order',
  'invoice-copy',
  'complaint',
  'application',
]);

const frauds: Record<Fraud, (who: string, details: Details) => string> = {
  'bank-details': (who) => `Fraude possible : ${who} annonce un nouveau RIB. À vérifier par téléphone au numéro connu`,
  phishing: (who) => `Hameçonnage probable au nom ${of(who)} : ne rien ouvrir, ne pas répondre`,
  'transfer-order': (who, { amount }) =>
    `Fraude possible : au nom ${of(who)}, virement ${amount ? `de ${amount} ` : ''}exigé en secret`,
};

const deeds: Record<Intent, (who: string, details: Details, topic: string) => string> = {
  solicitation: (who, _, topic) => `Démarchage ${of(who)}${topic && ` : ${topic}`}`,
  application: (who, _, topic) => `${who} propose sa candidature${topic && ` : ${topic}`}`,
  complaint: (who, { order }, topic) =>
    `Réclamation ${of(who)}${order && !topic.includes(order) ? ` (commande ${order})` : ''}${topic && ` : ${topic}`}`,
  payment: (who, { invoice, amount }) =>
    `${who} relance pour la facture ${invoice ?? 'impayée'}${amount ? ` (${amount})` : ''}`,
  invoice: (who, { invoice, amount }) =>
    `${who} envoie ${invoice ? `la facture ${invoice}` : 'une facture'}${amount ? ` (${amount})` : ''}`,
  'invoice-copy': (who, { invoice }, topic) =>
    `${who} demande ${/facture/iu.test(topic) || invoice ? 'une copie de facture' : 'un document'}${invoice ? ` (${invoice})` : topic && ` : ${topic}`}`,
  order: (who, { order }, topic) =>
    order && topic.includes(order)
      ? `${who} écrit : ${topic}`
      : `${who} écrit au sujet d’une commande${order ? ` (n° ${order})` : ''}${topic && ` : ${topic}`}`,
  reschedule: (who, _, topic) => `${who} demande à déplacer un rendez-vous${topic && ` : ${topic}`}`,
  appointment: (who, { slots }, topic) =>
    `${who} souhaite un rendez-vous${slots.length > 0 ? ` : ${slots.join(' ou ')}` : topic && ` : ${topic}`}`,
  quote: (who, { quote }, topic) =>
    quote
      ? `${who} écrit au sujet du devis ${quote}${topic && ` : ${topic}`}`
      : `${who} demande un devis${topic && ` : ${topic}`}`,
  administrative: (who, _, topic) => `${who} : ${topic || 'message administratif'}`,
  thanks: (who) => `${who} remercie, rien à répondre`,
  document: (who, _, topic) => `${who} envoie un document${topic && ` : ${topic}`}`,
  emergency: (who, _, topic) => `URGENT – ${who}${topic && ` : ${topic}`}`,
  request: (who, _, topic) => `${who} demande${topic && ` : ${topic}`}`,
};

function nameOf(message: ReadableMessage): string {
  const who = readCorrespondent(message, null);
  if (who.civility && who.family) return `${who.civility} ${who.family}`;
  return who.name || message.from.name || message.from.address || 'Quelqu’un';
}

const said = /^\s*(?:(?:re|fw|fwd|tr|rép|réponse automatique|automatic reply)\s*:\s*)+/iu;
const empty =
  /^(?:bonjour|demande|question|urgent|rdv|rendez-vous|devis|facture|commande|message|travail|information|renseignements?|réclamation|contact)?[ !?.:]*$/iu;

/** The subject when it says something, else the first thing asked. */
function topicOf(message: ReadableMessage, asks: Ask[]): string {
  const subject = message.subject.replace(said, '').replace(/\s+/gu, ' ').trim();
  const about = empty.test(subject) ? (asks[0]?.text ?? '') : subject;
  return about.replace(/[\s.!?]+$/u, '').replace(/^(?:demande de devis|candidature)\s*(?:[:–-]\s*)?/iu, '');
}

function fit(line: string, more: string): string {
  const room = longest - more.length;
  const cut = line.length > room ? `${line.slice(0, room - 1).replace(/\s+\S*$/u, '')}…` : line;
  return `${cut}${more}`;
}
