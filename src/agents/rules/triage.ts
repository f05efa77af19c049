import type { TriageInput } from '../../domain/agent.ts';
import type { ReadableMessage } from '../../domain/message.ts';
import type { Triage } from '../../domain/triage.ts';
import { sameAddress } from '../../domain/mail.ts';
import { type Ask, findAsks } from './asks.ts';
import { findDeadline } from './deadline.ts';
import { readDetails } from './details.ts';
import { findFraud } from './fraud.ts';
import { categoryOf, findIntent, type Intent } from './intents.ts';
import { summarize } from './summary.ts';
import { findUrgency } from './urgency.ts';

const longestAsk = 180;

/** What a message wants, by its words alone: French and English. */
export function triageByRules({ client, now, message }: TriageInput): Triage {
  const { timeZone } = client.profile;
  const text = `${message.subject}\n${message.text}`;
  const fraud = findFraud(message, client);
  const intent = findIntent(message);
  const asks = intent === 'solicitation' || fraud ? [] : findAsks(message.text, message.subject);
  const deadline = intent === 'solicitation' ? null : findDeadline(message.text, now, timeZone);
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
  const own =
    client.profile.people.some((person) => sameAddress(person.email, message.from.address)) ||
    sameAddress(client.address, message.from.address);
  return {
    action: fraud || own ? 'notify' : actionFor(intent, asks, message),
    category: fraud ? 'fraud' : (automaticCategory(message, intent) ?? categoryOf[intent]),
    urgency: fraud ? 'high' : findUrgency(text, intent, deadline, today),
    asks: asks.map((ask) => sentenceCase(ask.text).slice(0, longestAsk)),
    deadline,
    summary: summarize(message, intent, asks, readDetails(message, timeZone), fraud),
  };
}

/** A machine's message keeps its subject when it is about money or an authority. */
function automaticCategory({ automatic }: ReadableMessage, intent: Intent): Triage['category'] | null {
  if (automatic === null || automatic === 'own') return null;
  if (automatic === 'newsletter') return 'newsletter';
  return automatic === 'notification' && (intent === 'administrative' || intent === 'invoice') ? null : 'notification';
}

const answered: readonly Intent[] = [
  'application',
  'complaint',
  'payment',
  'invoice-copy',
  'order',
  'reschedule',
  'appointment',
  'quote',
  'emergency',
];
const noAnswer = /ne (?:pas|surtout pas) (?:y )?répondre|do not reply|no-?reply|ne-?pas-?repondre/iu;

function actionFor(intent: Intent, asks: Ask[], message: ReadableMessage): Triage['action'] {
  if (message.automatic) return message.automatic === 'newsletter' ? 'ignore' : 'notify';
  if (intent === 'solicitation') return 'ignore';
  if (noAnswer.test(`${message.from.address} ${message.text}`)) return 'notify';
  if (intent === 'invoice' || intent === 'administrative')
    return asks.length > 0 && intent !== 'invoice' ? 'respond' : 'notify';
  return asks.length > 0 || answered.includes(intent) ? 'respond' : 'notify';
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
