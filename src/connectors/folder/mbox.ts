const LF = 0x0a;
const separator = Buffer.from('From ');

/**
 * The mails of an mbox (mboxrd: `>From ` loses one `>`), streamed: only the mail being read is in memory, cut at `max` bytes.
 * A separator counts only at the start or after an empty line, for programs that do not quote.
 */
export async function* readMbox(stream: AsyncIterable<Buffer | string>, max: number): AsyncGenerator<Buffer> {
  let lines: Buffer[] | null = null;
  let size = 0;
  let afterEmpty = true;

  for await (const line of eachLine(stream, max)) {
    if (afterEmpty && line.subarray(0, separator.length).equals(separator)) {
      if (lines) yield mailOf(lines);
      lines = [];
      size = 0;
      afterEmpty = false;
      continue;
    }
    afterEmpty = line.length === 0 || (line.length <= 2 && line.toString('latin1').trim() === '');
    if (!lines || size > max) continue;
    const kept = /^>+From /u.test(line.toString('latin1', 0, 40)) ? line.subarray(1) : line;
    lines.push(kept);
    size += kept.length;
  }
  if (lines) yield mailOf(lines);
}

/** The empty line before the next separator belongs to the mbox, not to the mail. */
function mailOf(lines: Buffer[]): Buffer {
  const last = lines.at(-1);
  return Buffer.concat(last && last.toString('latin1').trim() === '' ? lines.slice(0, -1) : lines);
}

/** Lines with their ends; one longer than `max` comes in pieces. */
async function* eachLine(stream: AsyncIterable<Buffer | string>, max: number): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    let rest = Buffer.from(chunk);
    for (let end = rest.indexOf(LF); end !== -1; end = rest.indexOf(LF)) {
      yield Buffer.concat([...pending, rest.subarray(0, end + 1)]);
      pending = [];
      size = 0;
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) pending.push(rest);
    size += rest.length;
    if (size > max) {
      yield Buffer.concat(pending);
      pending = [];
      size = 0;
    }
  }
  if (pending.length > 0) yield Buffer.concat(pending);
}
