import { gapMark } from '../../domain/gap.ts';
import { fold } from '../../domain/text/facts/fact.ts';
import type { Ask } from './asks.ts';
import { labels, lines, type Lines } from './phrases/lines.ts';
import { quoteForLabel, type Setting } from './setting.ts';

/** The line for a thing only the client knows; null when knowledge should be asked first. */
export function ownLine(ask: Ask, setting: Setting): string | null {
  const { details, intent } = setting;
  const say = linesOf(setting);
  const order = details.order;
  switch (ask.kind) {
    case 'callback':
      return fill(say.callback, { gap: gapMark(labels.callTime) });
    case 'tracking':
      return fill(say.tracking, { gap: gapMark(order ? fill(labels.trackingOf, { order }) : labels.tracking) });
    case 'status':
      return fill(say.state, { gap: gapMark(stateLabel(setting)) });
    case 'copy':
      return fill(say.send, { gap: gapMark(invoiceLabel(setting)) });
    case 'liability':
      return intent === 'complaint' ? coreLine(setting) : null;
    case 'send':
      return fill(say.send, { gap: gapMark(fill(labels.attachment, { ask: quoteForLabel(ask.text) })) });
    default:
      return null;
  }
}

/** The intent's own sentence with its blank. */
export function coreLine(setting: Setting): string {
  const { invoice } = setting.details;
  return fill(setting.speech.words.core, {
    when: gapMark(labels.quoteDelay),
    document: gapMark(invoiceLabel(setting)),
    state: gapMark(stateLabel(setting)),
    remedy: gapMark(labels.remedy),
    settlement: gapMark(invoice ? fill(labels.settlementOf, { invoice }) : labels.settlement),
  });
}

/** When: what the forwarder offers, else a blank that recalls what was wished. */
export function slotLine(setting: Setting, ask: Ask): string {
  const { input, intent, speech, details, orders } = setting;
  const say = linesOf(setting);
  const { slots } = details;
  const offered =
    orders.slot && speech.language === 'en'
      ? gapMark(fill(labels.translate, { ask: quoteForLabel(orders.slot.text) }))
      : orders.slot?.text;
  const gap = offered ?? gapMark(slotLabel(slots, ask));
  if (intent === 'emergency') return fill(speech.words.core, { slot: orders.slot?.text ?? gapMark(labels.visitTime) });
  if (ask.kind === 'move') return fill(say.replace, { gap });
  const onPhone = / (?:appel|telephone|phone) /u.test(fold(input.message.text)) && !comesToYou(setting);
  return fill(say.offer, {
    what: onPhone
      ? say.call
      : !comesToYou(setting)
        ? say.meeting
        : worksThere.test(fold(`${ask.text} ${input.message.subject}`))
          ? say.work
          : say.visit,
    gap,
  });
}

const worksThere = / (?:poser|pose|installer|reparer|reparation|entretien|intervenir|intervention|depann\p{L}+) /u;

/** What the message says of the time wanted, for the one who fills the blank. */
function slotLabel(slots: string[], ask: Ask): string {
  if (slots.length > 0) return fill(labels.slotWanted, { slots: slots.join(' ou ') });
  const says =
    / (?:avant|apres|matin|soir|semaine|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|before|after|week|day) /u.test(
      fold(ask.text),
    );
  return says ? fill(labels.slotSaid, { ask: quoteForLabel(ask.text) }) : labels.slot;
}

/** A question no knowledge answers: its own sentence where the kind of fact is known, else the blank alone. */
export function blankLine(ask: Ask, setting: Setting): string {
  const wording =
    ask.kind === 'price' || ask.kind === 'when' || ask.kind === 'delay' || ask.kind === 'where'
      ? labels[ask.kind]
      : labels.open;
  const gap = gapMark(fill(wording, { ask: quoteForLabel(ask.text) }));
  return ask.kind === 'price' ? fill(linesOf(setting).price, { gap }) : gap;
}

/** Trades that go to their customers. */
export const comesToYou = ({ input }: Setting): boolean =>
  /plomb|chauff|électri|maçon|menuis|couvr|paysag|peint|carrel|serrur|artisan|ramon|jardin/iu.test(
    input.client.profile.trade,
  );

export const linesOf = ({ speech }: Setting): Lines => lines[speech.language === 'en' ? 'en' : speech.register];

export const fill = (words: string, values: Record<string, string>): string =>
  words.replace(/\{(\w+)\}/gu, (mark, key: string) => values[key] ?? mark);

const stateLabel = ({ details }: Setting): string =>
  details.order ? fill(labels.stateOf, { order: details.order }) : labels.state;

function invoiceLabel({ details, input }: Setting): string {
  const about =
    details.invoice ?? /séance du \d{1,2} \p{L}+|du \d{1,2} \p{L}+(?: \d{4})?/u.exec(input.message.text)?.[0];
  if (!/facture|invoice/iu.test(`${input.message.subject} ${input.message.text}`)) return labels.document;
  return about ? fill(labels.invoiceOf, { about }) : labels.invoice;
}
