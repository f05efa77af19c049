import type { ReadableMessage } from '../../domain/message.ts';
import { findFacts } from '../../domain/text/facts.ts';
import { fold, type Fact } from '../../domain/text/facts/fact.ts';
import { sentencesOf } from './sentences.ts';

export interface Details {
  /** "commande n° 4821" → 4821. */
  order: string | null;
  invoice: string | null;
  quote: string | null;
  amount: string | null;
  /** Times a message proposes, as it says them: "vendredi 27 à 9 h". */
  slots: string[];
}

/** The numbers a message goes by, as written in it. */
export function readDetails(message: ReadableMessage, timeZone: string): Details {
  const text = `${message.subject}\n${message.text}`;
  const facts = findFacts(text, message.date, timeZone);
  const named = (noun: RegExp) =>
    facts.find((fact) => fact.kind === 'reference' && noun.test(before(text, fact)))?.text ?? null;
  return {
    order: named(/(?:commande|colis|order)\P{L}*(?:n|no|num|numéro)?\P{L}*$/iu),
    invoice: named(/(?:facture|invoice)\P{L}*(?:n|no|num|numéro)?\P{L}*$/iu) ?? codeIn(message.subject),
    quote: named(/(?:devis|quote)\P{L}*(?:n|no|num|numéro)?\P{L}*$/iu),
    amount: facts.find((fact) => fact.kind === 'amount')?.text ?? null,
    slots: readSlots(message),
  };
}

const before = (text: string, fact: Fact): string => text.slice(Math.max(0, fact.start - 24), fact.start);
const codeIn = (subject: string): string | null =>
  /factures? (?:n° ?)?([A-Z]{1,4}[\d/-]*\d)/iu.exec(subject)?.[1] ?? null;

const halfDay = String.raw`(?:dans la matinée|dans l['’]après-midi|le matin|l['’]après-midi|en fin de journée|in the (?:morning|afternoon))`;
const weekday = String.raw`(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur)day)`;
const clock = String.raw`(?:à|vers|at|dès|après|around)\s*\d{1,2}(?:\s?h(?:eures)?(?:\s?\d{2})?|\s?:\s?\d{2}|\s?[ap]m)?`;
const month = String.raw`(?:\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))?`;
const slot = new RegExp(
  String.raw`(?<!\p{L})${weekday}(?:\s\d{1,2}(?!\s?h))?${month}\s+(?:${clock}(?:\s+ou\s+\d{1,2}\s?h(?:\s?\d{2})?)?|${halfDay})`,
  'giu',
);

function readSlots(message: ReadableMessage): string[] {
  const proposing = sentencesOf(message.text).filter((sentence) => !past.test(fold(sentence)));
  const found = proposing.flatMap((sentence) => sentence.match(slot) ?? []);
  return [...new Set(found.map((text) => text.replace(/\s+/gu, ' ')))].slice(0, 4);
}

/** "J'avais rendez-vous mercredi à 10 h" proposes nothing. */
const past = / (?:avais|avions|prevu|devait|devais|etait|au lieu) /u;
