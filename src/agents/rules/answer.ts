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
const enough = 0.52;
/** A word no knowledge has still belongs to the question. */
const unknownWeight = 0.45;
/** In a yes-or-no question the unknown word is often the point. */
const unknownWhenOpen = 0.5;
const placeWeight = 3;
/** A name in a title helps, but the sentence must speak for itself. */
const titleWeight = 0.7;
/** A yes-or-no question is easily answered beside the point. */
const enoughWhenOpen = 0.62;

/**
 * The sentences of this client's knowledge that answer an ask, best first; empty when none clearly does. `trade`: the
 * client's own name and trade, words that are no subject. `context`: the whole message, to tell equal answers apart. `may`: which sentences
 * this letter may say. Internal items are never read.
 */
export async function answerFrom(
  reader: ClientReader,
  ask: Ask,
  trade: string,
  context: string,
  may: (text: string) => boolean,
): Promise<KnownSentence[]> {
  const own = topicWords(trade);
  const items = (await reader.searchKnowledge(searchWords(`${ask.text} ${ask.about}`))).filter(isPublic);
  const told = items.flatMap((item) =>
    sentencesOf(item.body)
      .filter(may)
      .map((text) => read(item, text)),
  );
  const seen = (word: string) => told.filter(({ words }) => words.has(word)).length;
  const places = placesIn(ask.text);
  const weigh = (word: string) =>
    seen(word) === 0
      ? ask.kind === 'open'
        ? unknownWhenOpen
        : unknownWeight
      : places.has(word)
        ? placeWeight
        : 1 / Math.sqrt(seen(word));
  const { words: subject, least } = subjectOf(ask, own, (word) => seen(word) > 0);
  const total = sum(subject, weigh);
  const share = ({ words, title }: Read) =>
    sum(subject, (word) => weigh(word) * (words.has(word) ? 1 : title.has(word) ? titleWeight : 0)) / total;
  const needed = subject.some((word) => health.has(word))
    ? subject.filter((word) => seen(word) > 0 || health.has(word))
    : [];

  const scored = told
    .filter(({ text, words }) => (fits[ask.kind]?.test(text) ?? true) && needed.every((word) => words.has(word)))
    .filter(({ words, title }) => subject.filter((word) => words.has(word) || title.has(word)).length >= least)
    .map((sentence) => ({ ...sentence, score: share(sentence) }))
    .filter(
      ({ score, words }) =>
        score >= (ask.kind === 'open' ? enoughWhenOpen : enough) || [...places].some((word) => words.has(word)),
    );
  return choose(scored, ask, subject, topicWords(context)).flatMap(withAntecedent).filter(unique);
}

interface Read extends KnownSentence {
  words: Set<string>;
  title: Set<string>;
}

const read = (item: KnowledgeItem, text: string): Read => ({
  item,
  text,
  words: topicWords(text),
  title: topicWords(item.title),
});

/** What an ask is about: its last clause when that says enough, else all of it, else what it was said beside. */
function subjectOf(
  ask: Ask,
  own: ReadonlySet<string>,
  known: (word: string) => boolean,
): { words: string[]; least: number } {
  const text = ask.text.replace(/\([^)]*\)/gu, ' ');
  const wordsOf = (part: string) => [...topicWords(part)].filter((word) => !own.has(word));
  for (const part of [text.split(/[,:;]\s/u).at(-1) ?? '', text]) {
    const words = wordsOf(part);
    if (words.some(known)) return { words, least: 1 };
  }
  const said = wordsOf(text);
  // Borrowed from beside: one word in common would be chance.
  return { words: [...said, ...wordsOf(ask.about).filter((word) => known(word) && !said.includes(word))], least: 2 };
}

/** Equal answers: the one that fits what was said beside the ask, then the rest of the message, then the usual case. */
function choose(scored: (Read & { score: number })[], ask: Ask, subject: string[], context: Set<string>): Read[] {
  const beside = topicWords(`${ask.text} ${ask.about}`);
  const best = topOf(scored, ({ score }) => score);
  const usual = best.filter(({ words }) => words.has('adulte') && !subject.includes('adulte'));
  if (best.length > 1 && usual.length > 0 && usual.length < best.length) return usual;
  const near = topOf(
    best,
    ({ words, title }) => [...new Set([...words, ...title])].filter((word) => beside.has(word)).length,
  );
  const fitting = topOf(near, ({ words }) => [...words].filter((word) => context.has(word)).length);
  const told = ask.kind === 'open' ? near : fitting;
  return told.filter(({ item }) => item === fitting[0]?.item).slice(0, most);
}

function topOf<T>(list: T[], rank: (entry: T) => number): T[] {
  const top = Math.max(...list.map(rank));
  return list.filter((entry) => rank(entry) > top - 0.01);
}

const isPublic = ({ title, body }: KnowledgeItem): boolean =>
  !/ (?:interne|internes|ne pas communiquer|ne pas divulguer|confidentiel|confidentielle|internal|secret) /u.test(
    fold(`${title} . ${body}`),
  );

const fits: Partial<Record<AskKind, RegExp>> = {
  callback: /\d{2}(?:[\s.]\d{2}){4}/u,
  price: /€|gratuit|offert|sans frais|sans supplément|\d\s?%/iu,
  delay:
    /(?:\d|une|deux|trois|quatre|cinq|six|huit|dix|quinze|trente|demi)[\s-]*(?:jour|semaine|heure|mois|minute|journée|h\b)/iu,
  when: /\d\s?h\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|jour/iu,
  where: /trouve|rue|place|quai|parking|arrêt|à \d+ m\b|adresse/iu,
};

/** "À Savennières": a place known by name is what the question turns on. */
const placesIn = (text: string): Set<string> =>
  topicWords((text.match(/(?<=(?:^|\s)(?:à|au|aux|en|vers|sur|at|in|to)\s)\p{Lu}[\p{L}-]{3,}/gu) ?? []).join(' '));

/** Where a near answer could harm: every word must be there. */
const health = topicWords(
  'gluten lait oeufs arachide noix allergie allergène cœliaque enceinte diabète médicament fièvre',
);

const leaning = /^(?:au-delà|il (?!est |faut |y a )|elle |cela|celui|ensuite|sinon)|\bce supplément\b|\bensuite\b/iu;

/** "Au-delà, la séance est due." says nothing without the sentence before it. */
function withAntecedent({ item, text }: KnownSentence): KnownSentence[] {
  const sentences = sentencesOf(item.body);
  const before = sentences[sentences.indexOf(text) - 1];
  return leaning.test(text) && before !== undefined
    ? [...withAntecedent({ item, text: before }), { item, text }]
    : [{ item, text }];
}

const unique = (sentence: KnownSentence, index: number, all: KnownSentence[]): boolean =>
  all.findIndex(({ text }) => text === sentence.text) === index;
const sum = (words: readonly string[], of: (word: string) => number): number =>
  words.reduce((total, word) => total + of(word), 0);
