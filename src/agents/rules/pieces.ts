import { gapMark } from '../../domain/gap.ts';
import type { Claim } from '../../domain/proposal.ts';
import { detectRegister } from '../../domain/text/register.ts';
import { answerFrom, type KnownSentence } from './answer.ts';
import type { Ask } from './asks.ts';
import type { Intent } from './intents.ts';
import { blankLine, comesToYou, coreLine, fill, linesOf, ownLine, slotLine } from './lines.ts';
import { labels } from './phrases/lines.ts';
import { quoteForLabel, type Setting } from './setting.ts';

/** One paragraph of the letter. `answer`: it answers a question, and goes into the list when there are several. */
export interface Piece {
  text: string;
  answer: boolean;
  /** It offers a time: the closing may speak of it. */
  slot?: boolean;
  claims: Claim[];
}

/** Every ask answered from knowledge or left as a gap, then what the intent and the forwarder add. */
export async function replyTo(asks: Ask[], setting: Setting): Promise<Piece[]> {
  const { intent, details, orders } = setting;
  const used = new Set<string>();
  const done = new Set<Ask['kind']>();
  const pieces: Piece[] = [];
  if (intent === 'emergency')
    for (const aid of firstAid) pieces.push(...((await tell(aid, used, setting, false)) ?? []));
  for (const ask of asks) {
    const time = ask.kind === 'slot' || ask.kind === 'move' || (ask.kind === 'quote' && comesToYou(setting));
    const once =
      time ||
      ask.kind === 'quote' ||
      ask.kind === 'copy' ||
      ask.kind === 'liability' ||
      ask.kind === 'status' ||
      ask.kind === 'tracking';
    if (once && done.has(time ? 'slot' : ask.kind)) continue;
    if (once) done.add(time ? 'slot' : ask.kind);
    if (time) pieces.push(slotPiece(setting, ask));
    else if (ask.kind !== 'quote') pieces.push(...(await answer(ask, used, setting)));
    if (ask.kind === 'quote') done.add('quote');
  }
  pieces.push(...(await add(done, used, setting)));
  const timely =
    slotIntents.includes(intent) && (intent !== 'appointment' || asks.length === 0 || details.slots.length > 0);
  if (!done.has('slot') && (orders.slot || timely))
    pieces.push(slotPiece(setting, { text: '', kind: intent === 'reschedule' ? 'move' : 'slot', about: '' }));
  for (const what of orders.toAsk) pieces.push(plain(fill(linesOf(setting).inquire, { what })));
  for (const order of orders.toSay) pieces.push(plain(gapMark(fill(labels.said, { ask: quoteForLabel(order) }))));
  return pieces.filter((piece) => piece.text !== '');
}

const slotIntents: readonly Intent[] = ['appointment', 'reschedule', 'emergency'];
const firstAid: Ask[] = [
  { text: 'que faire en cas de fuite d’eau', kind: 'open', about: '' },
  { text: 'numéro de l’astreinte', kind: 'callback', about: 'urgence' },
];
const sendingQuotes: Ask = { text: 'Le devis est envoyé sous combien de jours', kind: 'delay', about: '' };
const plain = (text: string): Piece => ({ text, answer: false, claims: [] });

/** What the intent needs though nobody asked for it in so many words. */
async function add(done: ReadonlySet<Ask['kind']>, used: Set<string>, setting: Setting): Promise<Piece[]> {
  const { intent, input, details } = setting;
  const wantsQuote =
    done.has('quote') ||
    (intent === 'quote' &&
      details.quote === null &&
      /devis|quote/iu.test(`${input.message.subject} ${input.message.text}`));
  if (wantsQuote)
    return (
      (await tell(sendingQuotes, used, setting, false)) ??
      (done.has('slot') ? [] : [plain(intent === 'quote' ? coreLine(setting) : '')])
    );
  if (intent === 'complaint') return done.has('liability') || done.has('slot') ? [] : [plain(coreLine(setting))];
  if (intent === 'payment') return [plain(coreLine(setting))];
  if (intent === 'invoice-copy') return used.size > 0 || done.size > 0 ? [] : [plain(coreLine(setting))];
  return intent === 'order' && details.order !== null && !done.has('status') && !done.has('tracking')
    ? [plain(coreLine(setting))]
    : [];
}

async function answer(ask: Ask, used: Set<string>, setting: Setting): Promise<Piece[]> {
  const own = ownLine(ask, setting);
  if (own !== null) return [{ text: own, answer: ask.kind !== 'liability', claims: [] }];
  if (setting.intent === 'payment') return [];
  // Standing knowledge does not know how things stand today.
  if (ask.kind === 'current') return [{ text: blankLine(ask, setting), answer: true, claims: [] }];
  return (await tell(ask, used, setting, true)) ?? [{ text: blankLine(ask, setting), answer: true, claims: [] }];
}

/** What is known, as one piece; none when it was said above; null when nothing known answers. */
async function tell(ask: Ask, used: Set<string>, setting: Setting, isAnswer: boolean): Promise<Piece[] | null> {
  const { client, message, reader, rejected } = setting.input;
  if (rejected?.reason === 'fact') return null;
  const trade = `${client.name} ${client.profile.trade
    .split(/[\s,]+/u)
    .slice(0, 2)
    .join(' ')}`;
  const found = await answerFrom(reader, ask, trade, `${message.subject} ${message.text}`, (text) =>
    mayTell(text, setting),
  );
  if (found.length === 0) return null;
  const fresh = found.filter(({ text }) => !used.has(text));
  for (const { text } of fresh) used.add(text);
  return fresh.length === 0
    ? []
    : [{ text: spoken(fresh, ask, setting), answer: isAnswer, claims: fresh.map(claimOf) }];
}

/** Orders to the office are not for correspondents; in a complaint nothing is offered before the client decides. */
const mayTell = (text: string, { intent }: Setting): boolean =>
  !forOffice.test(text) && (intent !== 'complaint' || !/rembours|remise|geste|avoir|renvoi |renvoyons/iu.test(text));
const forOffice = /\b(?:au choix du client|ne jamais|prévenir [A-ZÉ]|transmettre à|demander à [A-ZÉ]|orienter vers)/u;

/** Knowledge is French and says "vous": in another language or to a friend it becomes a note for the one who signs. */
function spoken(found: KnownSentence[], ask: Ask, { speech }: Setting): string {
  const text = found.map((sentence) => sentence.text).join(' ');
  if (speech.language === 'en') {
    const amounts = [...new Set(text.match(/\d[\d\s]*(?:,\d{2})?(?=\s?€)/gu) ?? [])];
    if (ask.kind === 'price' && amounts.length === 1)
      return `The price is €${(amounts[0] ?? '').trim().replace(',', '.')}.`;
    return gapMark(fill(labels.translate, { ask: quoteForLabel(text) }));
  }
  return speech.register === 'tu' && detectRegister(text) === 'vous'
    ? gapMark(fill(labels.familiar, { ask: quoteForLabel(text) }))
    : text;
}

function slotPiece(setting: Setting, ask: Ask): Piece {
  const { orders, input } = setting;
  const claims: Claim[] = orders.slot
    ? [{ text: orders.slot.text, source: { kind: 'message', id: input.message.id, quote: orders.slot.quote } }]
    : [];
  return { text: slotLine(setting, ask), answer: false, slot: true, claims };
}

const claimOf = ({ item, text }: KnownSentence): Claim => ({
  text,
  source: { kind: 'knowledge', id: item.id, quote: text },
});
