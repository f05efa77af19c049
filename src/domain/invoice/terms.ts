import { addDays, endOfMonth, nextDayOfMonth } from './days.ts';
import { plain } from './plain.ts';

export interface Terms {
  /** 0: at once. */
  days: number;
  /** "fin de mois" */
  endOfMonth: boolean;
  /** "fin de mois suivant": one more month. */
  following: boolean;
  /** "le 10": the first such day after. */
  dayOfMonth: number | null;
}

/** Payment terms in French or English words; null: none that says when. */
export function parseTerms(text: string): Terms | null {
  const clauses = plain(text.slice(0, maxTerms))
    .replaceAll(noDiscount, ' ')
    .split(/;|[.,](?!\d)/u);
  const kept = clauses.filter((clause) => !aside.test(clause)).join(' ');
  const month = fromEndOfMonth(kept);
  if (month) return month;
  const days = daysIn(kept);
  if (days !== null) return { days, ...fromIssue };
  return atOnce.test(kept) ? { days: 0, ...fromIssue } : null;
}

/**
 * The days the terms may mean, earliest first. "45 jours fin de mois" is read both ways (L441-10 does not choose): the end of
 * the month 45 days after the issue, and 45 days after the end of the month of issue.
 */
export function dueDates(terms: Terms, issue: string): string[] {
  if (!terms.endOfMonth) return [addDays(issue, terms.days)];
  const { following, dayOfMonth } = terms;
  const readings = [endOfMonth(addDays(issue, terms.days)), addDays(endOfMonth(issue), terms.days)].map((day) =>
    following ? endOfMonth(addDays(endOfMonth(day), 1)) : day,
  );
  const due = dayOfMonth === null ? readings : readings.map((day) => nextDayOfMonth(addDays(day, 1), dayOfMonth));
  return [...new Set(due)].toSorted();
}

/** Longer than any terms: a page of general conditions. */
const maxTerms = 400;
/** What happens to who pays early or late says nothing of the term. */
const noDiscount = /(?:sans|pas d')\s?escompte|escompte ?:? ?neant/gu;
const aside = /escompte|penalit|retard|indemnit|interet|discount|late|overdue|interest|\d ?%/u;
const fromIssue = { endOfMonth: false, following: false, dayOfMonth: null } as const;
const atOnce = /comptant|a reception|reception de (?:la )?facture|immediat|(?:on|upon) receipt|due now|a la commande/u;
const ofMonth =
  /fin (?:de|du) mois|\bfdm\b|end of (?:the )?month|\beom\b|(?:du|of the) (?:mois suivant|following month)/u;
const dayAfter = /\b(?:le|on the|au) (\d{1,2})(?:er|st|nd|rd|th)?\b(?! ?[/.-]?\d)/u;
const inWords: Readonly<Record<string, number>> = {
  huit: 8,
  dix: 10,
  quinze: 15,
  trente: 30,
  'quarante-cinq': 45,
  'quarante cinq': 45,
  soixante: 60,
  thirty: 30,
  sixty: 60,
};

function fromEndOfMonth(text: string): Terms | null {
  const found = ofMonth.exec(text);
  if (!found) return null;
  const following = /suivant|following/u.test(text.slice(found.index, found.index + 40));
  const before = /\b(?:le )?(\d{1,2}) (?:du|of the) (?:mois suivant|following month)/u.exec(text)?.[1];
  const after = dayAfter.exec(text.slice(found.index))?.[1];
  const day = Number(before ?? after ?? 0);
  const days = daysIn(text) ?? Number(/\b(\d{1,3}) (?:nets? )?(?:fin|fdm|eom)/u.exec(text)?.[1] ?? 0);
  return { days, endOfMonth: true, following: following && day === 0, dayOfMonth: day >= 1 && day <= 31 ? day : null };
}

/** "30 jours", "30 j", "net 30", "within 14 days", "trente jours", "2 mois" as 60 days. */
function daysIn(text: string): number | null {
  const found = /\b(\d{1,3}) ?(?:jours?|jrs?|j|days?|d)\b|\bnet (\d{1,3})\b/u.exec(text);
  if (found) return Number(found[1] ?? found[2]);
  const word = /\b(huit|dix|quinze|trente|quarante[- ]cinq|soixante|thirty|sixty) (?:jours|days)\b/u.exec(text)?.[1];
  if (word) return inWords[word] ?? null;
  const months = /\b([1-9]) (?:mois|months?)\b/u.exec(text)?.[1];
  return months ? Number(months) * 30 : null;
}
