import type { ClientReader } from '../../domain/agent.ts';
import type { KnowledgeItem } from '../../domain/client.ts';
import { fold } from '../../domain/text/facts/fact.ts';
import type { Ask, AskKind } from './asks.ts';
import { sentencesOf } from './sentences.ts';
import { searchWords, topicWords } from './words.ts';

export interface KnownSentence {
  item: KnowledgeItem;
  text: string;
}

/** Sentences told for one ask; more is a leaflet, not an answer. */
const most = 3;
/** Share of an ask's subject that a sentence must carry to be its answer. Below, a gap is more honest. */
const enough = 0.5;
/** A word no knowledge has still belongs to the question. */
const unknownWeight = 0.45;
const nearbyWeight = 0.4;
const properWeight = 3;
/** A name in a title helps, but the sentence must speak for itself. */
const titleWeight = 0.7;

/**
 * The sentences of this client's knowledge that answer an ask, best first; empty when none clearly does. `trade`: the
 * client's own name and trade, words that are no subject. Internal items are never read.
 */
export async function answerFrom(reader: ClientReader, ask: Ask, trade: string): Promise<KnownSentence[]> {
  const own = topicWords(trade);
  const items = (await reader.searchKnowledge(searchWords(`${ask.text} ${ask.about}`))).filter(isPublic);
  const told = items.flatMap((item) => sentencesOf(item.body).map((text) => ({ item, text, words: topicWords(text), title: topicWords(item.title) })));
  const common = (word: string) => told.filter(({ words }) => words.has(word)).length;
  const subject = [...topicWords(ask.text)].filter((word) => !own.has(word));
  const nearby = subject.length < 2 ? [...topicWords(ask.about)].filter((word) => !own.has(word) && !subject.includes(word)) : [];
  const proper = properNouns(ask.text);
  const weigh = (word: string) => {
    const seen = common(word);
    if (seen === 0) return unknownWeight;
    return proper.has(word) ? properWeight : 1 / Math.sqrt(seen);
  };
  const total = sum(subject, weigh) + nearbyWeight * sum(nearby, weigh);
  if (total === 0) return [];

  const scored = told
    .filter(({ text }) => fits[ask.kind]?.test(text) ?? true)
    .filter(({ words, title }) => subject.length === 0 || subject.some((word) => words.has(word) || title.has(word)))
    .map((sentence) => {
      const has = (word: string) => (sentence.words.has(word) ? 1 : sentence.title.has(word) ? titleWeight : 0);
      const score = (sum(subject, (word) => has(word) * weigh(word)) + nearbyWeight * sum(nearby, (word) => has(word) * weigh(word))) / total;
      return { ...sentence, score };
    })
    .filter(({ score }) => score >= enough);
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const first = scored.find(({ score }) => score === best);
  const chosen = scored.filter(({ score, item }) => score > best - 0.01 && item === first?.item);
  const usual = chosen.filter(({ words }) => words.has('adulte') && !subject.includes('adulte'));
  const kept = chosen.length > 1 && usual.length > 0 ? usual : chosen.slice(0, most);
  return kept.flatMap(({ item, text }) => withAntecedent(item, text)).filter(unique);
}

const isPublic = ({ title, body }: KnowledgeItem): boolean =>
  !/ (?:interne|internes|ne pas communiquer|ne pas divulguer|confidentiel|confidentielle|internal|secret) /u.test(fold(`${title} . ${body}`));

const fits: Partial<Record<AskKind, RegExp>> = {
  price: /€|gratuit|offert|sans frais|sans supplément|\d\s?%/iu,
  delay: /(?:\d|une|deux|trois|demi)[\s-]*(?:jour|semaine|heure|mois|minute|journée|h\b)/iu,
  when: /\d\s?h\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|jour/iu,
  where: /trouve|rue|place|quai|parking|arrêt|à \d+ m\b|adresse/iu,
};

/** Capitals inside a sentence name a place or a person. */
const properNouns = (text: string): Set<string> => topicWords((text.match(/(?<=\p{Ll}[\p{Ll}'’]*,?\s)\p{Lu}[\p{L}-]{3,}/gu) ?? []).join(' '));

const leaning = /^(?:au-delà|il |elle |cela|celui|ensuite|sinon)|\bce supplément\b|\bensuite\b/iu;

/** "Au-delà, la séance est due." says nothing without the sentence before it. */
function withAntecedent(item: KnowledgeItem, text: string): KnownSentence[] {
  const sentences = sentencesOf(item.body);
  const before = sentences[sentences.indexOf(text) - 1];
  return leaning.test(text) && before !== undefined ? [...withAntecedent(item, before), { item, text }] : [{ item, text }];
}

const unique = (sentence: KnownSentence, index: number, all: KnownSentence[]): boolean => all.findIndex(({ text }) => text === sentence.text) === index;
const sum = (words: readonly string[], of: (word: string) => number): number => words.reduce((total, word) => total + of(word), 0);
