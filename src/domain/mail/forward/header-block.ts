import { maxLine, readField, readMark, splitFields, type Field, type Mark } from './labels.ts';
import { isBlank, type Line } from './lines.ts';
import { readWritten } from './written-address.ts';

/** The header of a mail, pasted into the text of another. */
export interface Block {
  /** Line numbers: where it begins (its mark included), and the first line below it. */
  start: number;
  end: number;
  depth: number;
  mark: Mark['kind'] | null;
  name: string;
  addresses: string[];
  date: string;
  subject: string;
}

/** Lines that may be empty between a mark and its header, or between two fields. */
const maxGap = 4;
const maxFields = 40;

/** The next pasted header at or below `from`; null when there is none. A mark without a readable header is a block too, with no address. */
export function nextBlock(lines: readonly Line[], from: number): Block | null {
  for (let at = from; at < lines.length; at += 1) {
    const mark = readMark(lines[at]!.text);
    const block = mark ? below(lines, at, mark) : headerAt(lines, at, at, null);
    if (block) return block;
  }
  return null;
}

/** A forward's mark stands for a forward even when its header cannot be read; another's is then only a line. */
function below(lines: readonly Line[], at: number, mark: Mark): Block | null {
  let first = at + 1;
  while (first < lines.length && first - at <= maxGap && isBlank(lines[first]!)) first += 1;
  const onLine =
    mark.rest === ''
      ? null
      : headerAt([{ ...lines[at]!, text: mark.rest }, ...lines.slice(at + 1, at + maxFields)], 0, 0, mark);
  if (onLine) return { ...onLine, start: at, end: onLine.end + at };
  const header = headerAt(lines, first, at, mark);
  if (header || mark.kind !== 'forward') return header;
  return {
    start: at,
    end: at + 1,
    depth: lines[at]!.depth,
    mark: mark.kind,
    name: '',
    addresses: [],
    date: '',
    subject: '',
  };
}

function headerAt(lines: readonly Line[], first: number, start: number, mark: Mark | null): Block | null {
  const line = lines[first];
  if (!line || !readField(line.text)) return null;
  const { fields, end } = readFields(lines, first, mark !== null);
  const written = fields.get('from');
  const others = (['date', 'to', 'cc', 'subject'] as const).filter((field) => fields.has(field)).length;
  // A note may well begin with “De : …”: only with its sisters is it a header.
  if (written === undefined || others + (mark?.date ? 1 : 0) < (mark ? 1 : 2)) return null;
  return {
    start,
    end: closed(lines, end),
    depth: line.depth,
    mark: mark?.kind ?? null,
    ...readWritten(written),
    date: fields.get('date') || (mark?.date ?? ''),
    subject: fields.get('subject') ?? '',
  };
}

/** Zoho and SFR rule the header off below it too. */
function closed(lines: readonly Line[], end: number): number {
  const next = lines[end]?.text ?? '';
  const mark = readMark(next);
  const rule = /^\s*[-=_]{5,}\s*$/u.test(next) || (mark?.kind === 'forward' && !headerAt(lines, end + 1, end, mark));
  return rule ? end + 1 : end;
}

function readFields(lines: readonly Line[], first: number, marked: boolean) {
  const fields = new Map<Field, string>();
  let last: Field | null = null;
  let end = first;
  for (let at = first; at < Math.min(lines.length, first + maxFields); at += 1) {
    const line = lines[at]!;
    if (isBlank(line)) {
      if (!fieldFollows(lines, at, fields)) break;
      continue;
    }
    const pieces = marked ? splitFields(line.text).split('\n') : [line.text];
    const read = readField(pieces[0]!);
    if (read && !(read.field !== 'other' && fields.has(read.field))) {
      for (const piece of pieces) {
        const field = readField(piece);
        if (field && !fields.has(field.field)) fields.set((last = field.field), field.value);
      }
    } else if (last !== null && continues(last, line.text, fields)) {
      fields.set(last, `${fields.get(last) ?? ''} ${line.text.trim()}`.trim());
    } else break;
    end = at + 1;
  }
  return { fields, end };
}

/** HTML that sets each field as a paragraph leaves empty lines between them. */
function fieldFollows(lines: readonly Line[], at: number, fields: Map<Field, string>): boolean {
  const next = lines.slice(at, at + maxGap + 1).find((line) => !isBlank(line));
  const read = next ? readField(next.text) : null;
  return read !== null && !fields.has(read.field) && read.field !== 'from';
}

/** Programs break long lines: an address on a line of its own, a list of recipients. A subject's next line may be the letter. */
const continues = (last: Field, text: string, fields: Map<Field, string>): boolean =>
  // Longer lines are text, and the expressions here are slow on them.
  text.length <= maxLine &&
  ((last === 'from' &&
    !readWritten(fields.get('from') ?? '').addresses.length &&
    /^\s*[<[(]?\S+@\S+[>\])]?\s*$/u.test(text)) ||
    ((last === 'to' || last === 'cc') && /@|;\s*$/u.test(text) && /[<>,;]|^\s*\S+@\S+\s*$/u.test(text)) ||
    (fields.get(last) === '' && last !== 'other' && last !== 'cc' && last !== 'to'));
