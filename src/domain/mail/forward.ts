import type { Address, ParsedMail } from '../mail.ts';
import { sameAddress } from '../mail.ts';
import { attribution } from './forward/attribution.ts';
import { nextBlock, type Block } from './forward/header-block.ts';
import { htmlText } from './forward/html-text.ts';
import { isEndMark, saysForward, saysReply, withoutForward } from './forward/labels.ts';
import { isBlank, joined, readLines, type Line } from './forward/lines.ts';
import { secondOpinion } from './forward/second-opinion.ts';
import { trimForReading } from './reading-text.ts';
import { readMailDate } from './written-date.ts';

/** What a mail of one of the client's own people holds: nothing forwarded, a forward, or one whose writer nobody can tell. */
export type Unwrapped = { kind: 'none' } | ({ kind: 'found'; from: Address } & Inside) | ({ kind: 'doubt' } & Inside);

export interface Inside {
  date: Date | null;
  subject: string;
  /** Of the original; for a doubt the pasted header too, where a person finds who it may be. */
  text: string;
  /** What the forwarder wrote himself. */
  note: string;
}

/** A forward of a forward of a forward: deeper is no correspondence. */
const maxBlocks = 12;

/**
 * The mail inside a forward, so that its writer is answered and not the forwarder. Only when the forwarder is one of
 * `ownPeople` (addresses), because anybody can write “From: …” into a text. Where two readings differ it is a doubt:
 * an answer to the wrong person cannot be taken back.
 */
export function unwrapForward(mail: ParsedMail, ownPeople: string[], timeZone = 'Europe/Paris'): Unwrapped {
  const forwarder = mail.from;
  const isOwn = (address: string) => ownPeople.some((own) => sameAddress(own, address));
  if (!forwarder || !isOwn(forwarder.address)) return { kind: 'none' };
  const { subject } = mail;
  const lines = readLines(mail.text);
  const chain = readChain(lines, subject, isOwn);
  const markup = mail.html === null ? [] : readChain(readLines(htmlText(mail.html)), subject, isOwn);
  const other = saysReply(subject) && chain.length === 0 ? '' : secondOpinion(mail.text, subject);
  const first = chain[0];
  if (!first) return saysForward(subject) || markup.length > 0 || (other !== '' && !isOwn(other)) ? doubt(0, 0) : none;

  const external = chain.filter(({ addresses }) => !addresses.some(isOwn));
  const last = external.at(-1);
  if (!last) return none;
  const address = last.addresses[0];
  const known = chain.flatMap(({ addresses }) => addresses);
  const denied =
    (other !== '' && !known.some((one) => sameAddress(one, other))) ||
    (markup.length > 0 && !agree(markup, address, isOwn));
  if (last.addresses.length !== 1 || !address || denied) return doubt(first.start, last.end, last);
  const { body, after } = cut(lines, last);
  return {
    kind: 'found',
    from: { name: last.name, address },
    ...inside(last),
    text: body,
    note: [noteAbove(lines, chain, isOwn), after].filter((part) => part !== '').join('\n\n'),
  };

  function inside(block: Block) {
    const said = block.subject.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
    return { date: readMailDate(block.date, timeZone), subject: said || withoutForward(subject) };
  }

  /** From line `start` on it is the forward, above it the note; without any header all of it is shown as it came. */
  function doubt(start: number, end: number, block?: Block): Unwrapped {
    const shown = joined(lines.slice(start), block?.depth ?? 0);
    const said = block ? inside(block) : { date: null, subject: withoutForward(subject) };
    return { kind: 'doubt', ...said, text: shown, note: end > 0 ? trimmed(lines.slice(0, start)) : '' };
  }
}

const none: Unwrapped = { kind: 'none' };

/**
 * The pasted headers from the outside in, as long as each is itself a forward: of an own person, with a subject that says so,
 * or with a forward's mark below it. What an original quotes of earlier mails is not entered.
 */
function readChain(lines: readonly Line[], subject: string, isOwn: (address: string) => boolean): Block[] {
  const chain: Block[] = [];
  let block = nextBlock(lines, 0);
  if (block && saysReply(subject) && !(block.mark === 'forward' && block.depth === 0)) return [];
  if (!block && saysForward(subject)) block = attribution(lines);
  while (block && chain.length < maxBlocks) {
    chain.push(block);
    const next: Block | null = nextBlock(lines, block.end);
    const goesOn =
      next !== null &&
      (block.addresses.some(isOwn) ||
        saysForward(block.subject) ||
        (next.mark === 'forward' && next.depth >= block.depth && !saysReply(block.subject)));
    block = goesOn ? next : null;
  }
  return chain;
}

/** The same writer by the markup, which is what a person saw. */
function agree(markup: Block[], address: string | undefined, isOwn: (address: string) => boolean): boolean {
  const last = markup.findLast(({ addresses }) => addresses.length > 0 && !addresses.some(isOwn));
  if (!last) return true;
  return last.addresses.length === 1 && address !== undefined && sameAddress(last.addresses[0]!, address);
}

/** The original's words, and what the forwarder wrote below them where quote marks tell. */
function cut(lines: readonly Line[], { end, depth }: Block): { body: string; after: string } {
  const rest = lines.slice(end);
  const stop = rest.findIndex(({ text }) => isEndMark(text));
  const within = stop === -1 ? rest : rest.slice(0, stop);
  const below = stop === -1 ? [] : rest.slice(stop + 1);
  const first = within.findIndex((line) => !isBlank(line));
  const quoted = depth > 0 && first !== -1 && within[first]!.depth >= depth;
  const leaves = quoted ? within.findIndex((line, at) => at > first && !isBlank(line) && line.depth < depth) : -1;
  const body = leaves === -1 ? within : within.slice(0, leaves);
  const after = leaves === -1 ? below : [...within.slice(leaves), ...below];
  return { body: joined(body, depth), after: trimmed(after) };
}

/** What own people wrote above each header; a stranger's words on the way are no order. */
function noteAbove(lines: readonly Line[], chain: Block[], isOwn: (address: string) => boolean): string {
  const notes = chain.map((block, at) => {
    const before = chain[at - 1];
    if (before && !before.addresses.some(isOwn)) return '';
    return trimmed(lines.slice(before?.end ?? 0, block.start).map(({ text }) => ({ depth: 0, text })));
  });
  return notes.filter((note) => note !== '').join('\n\n');
}

/** What a telephone's program adds under the note, with its link. */
const program = /^\s*(?:obtenez|obtenir|télécharger|get) outlook (?:pour|for) \S+/iu;

const trimmed = (lines: readonly Line[]): string => {
  const text = joined(lines.filter((line) => !program.test(line.text)));
  return text === ''
    ? ''
    : trimForReading(text)
        .replace(/(?:\n|^)\s*[-_=*]{3,}\s*$/u, '')
        .trim();
};
