import { sameAddress, type Address } from '../mail.ts';

/** Mails that follow each other within an hour may be two machines that answer each other. */
export const LOOP_WINDOW_MS = 60 * 60_000;
/** So many of ours to one person in the window are a wheel that turns, whatever his words. */
const MAX_ANSWERS = 3;
/** A person may well write “Oui, merci” twice; a machine's text is longer. */
const MIN_REPEATED = 40;

/** One mail of a thread. */
export interface Exchanged {
  direction: 'in' | 'out';
  /** We sent it ourselves. */
  ours: boolean;
  from: Address | null;
  to: Address[];
  cc: Address[];
  replyTo: Address[];
  readingText: string;
  receivedAt: Date;
}

/**
 * Does the mail, by the others of its thread, go round in a circle? When we wrote to its sender within the
 * window, and it says word for word what he said before; or when we wrote to him three times. Auto-replies without headers
 * are known by this alone.
 */
export function goesRound(mail: Exchanged, others: readonly Exchanged[]): boolean {
  const { from } = mail;
  if (!from) return false;
  const since = mail.receivedAt.getTime() - LOOP_WINDOW_MS;
  const answersTo = [from, ...mail.replyTo];
  // A machine may answer before we have written down that ours has left: those count whenever they are noted.
  const answers = others.filter(
    ({ ours, to, cc, receivedAt }) => ours && receivedAt.getTime() > since && meet([...to, ...cc], answersTo),
  );
  if (answers.length >= MAX_ANSWERS) return true;
  if (answers.length === 0) return false;
  const words = wordsOf(mail.readingText);
  const said = others.filter(
    (each) =>
      each.direction === 'in' &&
      each.receivedAt <= mail.receivedAt &&
      each.from &&
      sameAddress(each.from.address, from.address),
  );
  return words.length >= MIN_REPEATED && said.some(({ readingText }) => wordsOf(readingText) === words);
}

const meet = (some: Address[], these: Address[]): boolean =>
  some.some((one) => these.some((other) => sameAddress(one.address, other.address)));

/** Letters alone: a machine changes the date and the number of its ticket. */
const wordsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
