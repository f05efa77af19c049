import { findFacts } from '../../domain/text/facts.ts';
import { fold } from '../../domain/text/facts/fact.ts';
import { sentencesOf } from './sentences.ts';

export interface Orders {
  /** "jeudi 3 décembre à 9 h", as the forwarder offers it, with the sentence he wrote. */
  slot: { text: string; quote: string } | null;
  /** What he wants asked, turned towards the correspondent: "votre adresse exacte". */
  toAsk: string[];
  /** What he wants said in words only a person can turn into a letter. */
  toSay: string[];
}

/** What the one who forwarded a message wants written: read from the note above it. */
export function readOrders(note: string, now: Date, timeZone: string): Orders {
  const orders: Orders = { slot: null, toAsk: [], toSay: [] };
  for (const sentence of sentencesOf(note)) {
    const asked = /demande[sz]?[- ](?:lui|leur)\s+(.+?)[\s.!]*$/iu.exec(sentence)?.[1];
    if (asked) orders.toAsk.push(towards(asked));
    else if (/(?:dis|dites|réponds|répondez|donne|donnez|précise|précisez)[- ](?:lui|leur)/iu.test(sentence))
      orders.toSay.push(sentence.trim());
    else if (offers.test(fold(sentence))) orders.slot ??= slotIn(sentence, now, timeZone);
  }
  return orders;
}

const offers = / (?:propos\p{L}+|peux passer|peut passer|passerai|dispo\p{L}*|libre|confirm\p{L}+|rendez vous|rdv) /u;

function slotIn(sentence: string, now: Date, timeZone: string): Orders['slot'] {
  const facts = findFacts(sentence, now, timeZone);
  const date = facts.find((fact) => fact.kind === 'date');
  const time = facts.find((fact) => fact.kind === 'time');
  if (!date) return null;
  const text = `le ${date.text.replace(/^le\s+/iu, '')}${time ? ` à ${time.text.replace(/^à\s+/iu, '').replace(/(\d)h/iu, '$1 h')}` : ''}`;
  return { text, quote: sentence };
}

/** The forwarder speaks of the correspondent, the letter speaks to him. */
const towards = (words: string): string =>
  words
    .replace(/\b(?:son|sa)\s/giu, 'votre ')
    .replace(/\bses\s/giu, 'vos ')
    .replace(/\bsi\s+(?:il|elle)\s+a\b/giu, 'si vous avez')
    .replace(/\bs['’](?:il|elle)\s+a\b/giu, 'si vous avez')
    .replace(/\bsi\s+(?:il\s+)?y\s+a\b/giu, 's’il y a');
