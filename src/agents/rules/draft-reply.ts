import type { Draft, DraftInput } from '../../domain/agent.ts';
import type { Claim } from '../../domain/proposal.ts';
import { findAsks } from './asks.ts';
import { readCorrespondent } from './correspondent.ts';
import { readDetails, type Details } from './details.ts';
import { findFraud } from './fraud.ts';
import { readOrders } from './forwarder-orders.ts';
import { findIntent, type Intent } from './intents.ts';
import { replyTo } from './pieces.ts';
import { salute, signOff } from './salutation.ts';
import { chooseSpeech, plainClosing } from './speech.ts';
import { setFrench } from './typography.ts';

/** From this many answers on, a list reads better than paragraphs. */
const listFrom = 3;

/** A reply from templates and knowledge: what nobody said is a gap. Null when nothing should be answered. */
export async function draftByRules(input: DraftInput): Promise<Draft | null> {
  const { client, message, triage, contact, thread, rejected } = input;
  if (triage.action !== 'respond' || findFraud(message, client)) return null;
  const intent = findIntent(message);
  const speech = chooseSpeech(input, intent);
  const { words } = speech;
  const details = readDetails(message, client.profile.timeZone);
  const orders = readOrders(message.forwarderNote, message.date, client.profile.timeZone);
  const asks = findAsks(message.text, message.subject);
  const pieces = await replyTo(asks, { input, intent, speech, details, orders });

  const closing = pieces.some((piece) => piece.slot) || !offersTime(intent) ? words.closing : plainClosing(speech);
  const brief = rejected?.reason === 'long';
  const warm = rejected?.reason === 'tone';
  const opening = open(words, details, warm);
  const answers = pieces.filter((piece) => piece.answer);
  const listed = answers.length >= listFrom && !brief;
  const lead = listed ? ` ${lists[speech.language]}` : '';
  const inOrder = [
    `${opening}${lead}`,
    ...(listed ? [answers.map((piece) => `– ${piece.text}`).join('\n')] : []),
    ...pieces.filter((piece) => !listed || !piece.answer).map((piece) => piece.text),
    ...(brief || closing === '' ? [] : [closing]),
  ];
  const body = [
    salute(readCorrespondent(message, contact, thread), speech.register, speech.language),
    ...inOrder,
    signOff(speech.register, speech.language, warm),
  ].join('\n\n');
  const set = speech.language === 'fr' ? setFrench : (text: string) => text;
  const claims = [...claimsOf(details, opening, input), ...pieces.flatMap((piece) => piece.claims)];
  return {
    language: speech.language,
    body: set(body),
    claims: claims.map((claim) => ({ ...claim, text: set(claim.text) })),
  };
}

const offersTime = (intent: Intent): boolean => intent === 'appointment' || intent === 'reschedule';

const lists = { fr: 'Voici nos réponses :', en: 'Here are our answers:' };

/** The opening names what the message goes by, when every number it wants is known. */
function open(words: { opening: string; plain: string; warmer: string }, details: Details, warm: boolean): string {
  if (warm) return words.warmer;
  const named = words.opening.replace(
    /\{(order|invoice|quote|amount)\}/gu,
    (mark, key: 'order' | 'invoice' | 'quote' | 'amount') => details[key] ?? mark,
  );
  return named.includes('{') ? words.plain : named;
}

/** Numbers taken over from the message, with the place they come from. */
function claimsOf(details: Details, opening: string, { message }: DraftInput): Claim[] {
  const values = [details.order, details.invoice, details.quote, details.amount].filter((value) => value !== null);
  return [...new Set(values)]
    .filter((value) => opening.includes(value))
    .map((value) => {
      const quote = [message.subject, ...message.text.split('\n')].find((line) => line.includes(value)) ?? value;
      return { text: value, source: { kind: 'message', id: message.id, quote: quote.trim() } };
    });
}
