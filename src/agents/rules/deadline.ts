import { findFacts } from '../../domain/text/facts.ts';
import { fold } from '../../domain/text/facts/fact.ts';
import { sentencesOf } from './sentences.ts';

/** The day by which a message wants something done, `YYYY-MM-DD`, or null. `now` completes dates without a year. */
export function findDeadline(text: string, now: Date, timeZone: string): string | null {
  for (const sentence of sentencesOf(text)) {
    const folded = fold(sentence);
    if (today.test(folded)) return day(now, timeZone);
    if (!limit.test(folded)) continue;
    const weekday = / (?:avant|pour|d ici) (?:le )?(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?!\d)/u.exec(
      folded,
    )?.[1];
    if (weekday) return nextWeekday(weekday, now, timeZone);
    for (const fact of findFacts(sentence, now, timeZone)) {
      const found = /\d{4}-\d{2}-\d{2}/u.exec(fact.kind === 'date' ? fact.key : '')?.[0];
      if (
        found &&
        found >= day(now, timeZone) &&
        limit.test(fold(sentence.slice(Math.max(0, fact.start - reach), fact.start)))
      )
        return found;
    }
  }
  return null;
}

/** A limit word further from its date than this speaks of something else. */
const reach = 40;
const limit =
  / (?:avant|d ici|au plus tard|pour le|pour samedi|date limite|echeance|before|by|no later than|deadline|jusqu au) /u;
const today = / (?:me|nous) (?:\p{L}+ ){0,5}aujourd hui | des aujourd hui | ce matin (?:sans faute|\?)/u;
const day = (now: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);

const weekdays = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];
const dayLength = 86_400_000;

/** "Avant samedi": the next one, never today. */
function nextWeekday(name: string, now: Date, timeZone: string): string {
  const from = Date.parse(`${day(now, timeZone)}T00:00:00Z`);
  const ahead = (weekdays.indexOf(name) - new Date(from).getUTCDay() + 7) % 7 || 7;
  return new Date(from + ahead * dayLength).toISOString().slice(0, 10);
}
