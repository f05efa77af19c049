const months: readonly (readonly string[])[] = [
  ['janvier', 'janv', 'january', 'jan'],
  ['février', 'fevrier', 'févr', 'fév', 'february', 'feb'],
  ['mars', 'march'],
  ['avril', 'avr', 'april', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'juil', 'july', 'jul'],
  ['août', 'aout', 'august', 'aug'],
  ['septembre', 'sept', 'september', 'sep'],
  ['octobre', 'oct', 'october'],
  ['novembre', 'nov', 'november'],
  ['décembre', 'decembre', 'déc', 'dec', 'december'],
];

const weekdays: readonly (readonly string[])[] = [
  ['lundi', 'lun', 'monday', 'mon'],
  ['mardi', 'mar', 'tuesday', 'tue'],
  ['mercredi', 'mer', 'wednesday', 'wed'],
  ['jeudi', 'jeu', 'thursday', 'thu'],
  ['vendredi', 'ven', 'friday', 'fri'],
  ['samedi', 'sam', 'saturday', 'sat'],
  ['dimanche', 'dim', 'sunday', 'sun'],
];

/** Longest first: an alternation takes the first that fits. */
export const allMonths = longestFirst(months.flat());

/** Abbreviations are words of their own ("mon", "mer", "sam"): whoever uses them wants a number after. */
export const anyWeekday = longestFirst(weekdays.flat());
export const weekdayNames = longestFirst(weekdays.flat().filter((name) => name.length > 3));

/** 1 to 12; digits are taken as they are; 0 when unknown. */
export function monthOf(written: string): number {
  return /^\d+$/u.test(written) ? Number(written) : place(months, written);
}

/** ISO: Monday is 1. */
export const weekdayOf = (written: string): number => place(weekdays, written);

function place(lists: readonly (readonly string[])[], written: string): number {
  const word = written.toLowerCase().replace(/[.,]+$/u, '');
  return lists.findIndex((names) => names.includes(word)) + 1;
}

function longestFirst(names: string[]): string {
  return names.toSorted((a, b) => b.length - a.length).join('|');
}
