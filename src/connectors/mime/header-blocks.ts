/** The bytes of one header block, the empty line that ends it left out. */
export interface HeaderBlock {
  start: number;
  end: number;
  /** 0: the mail's own; else the part's place within its multipart, from 1. */
  position: number;
}

/** A mail's own header block, then one behind each delimiter line that `delimiters` begins (without the two hyphens). */
export function* headerBlocks(raw: Buffer, delimiters: readonly string[], limit: number): Generator<HeaderBlock> {
  yield { start: 0, end: endOfBlock(raw, 0), position: 0 };
  if (delimiters.length === 0) return;
  const longest = Math.max(...delimiters.map((each) => each.length));
  const seen = new Map<string, number>();
  let count = 0;
  for (let at = raw.indexOf('\n--'); at !== -1 && count <= limit; at = raw.indexOf('\n--', at + 3)) {
    const line = raw.toString('latin1', at + 3, at + 3 + longest + 2);
    const delimiter = delimiters.find((each) => line.startsWith(each) && !line.startsWith(`${each}--`));
    if (delimiter === undefined) continue;
    count += 1;
    const start = raw.indexOf('\n', at + 3) + 1;
    if (start === 0) return;
    const position = (seen.get(delimiter) ?? 0) + 1;
    seen.set(delimiter, position);
    yield { start, end: endOfBlock(raw, start), position };
  }
}

/** Where the header block that begins at `start` ends. */
export function endOfBlock(raw: Buffer, start: number): number {
  if (raw[start] === LF || (raw[start] === CR && raw[start + 1] === LF)) return start;
  const ends = [raw.indexOf('\n\r\n', start), raw.indexOf('\n\n', start)].filter((end) => end !== -1);
  return ends.length === 0 ? raw.length : Math.min(...ends) + 1;
}

const CR = 13;
const LF = 10;
