/**
 * The value of every line of a header block that some program takes for a From: real ones, unfolded, and those that begin after
 * a bare CR, NUL or Unicode line end, behind invisible characters, or with a space on the first line (where nothing can be
 * folded). A folded line that says `from:` (the list of a DKIM signature) is none.
 */
export function fromLines(block: string): string[] {
  const fields = block.replaceAll(/\r?\n(?=[ \t])/gu, ' ').split(/\r?\n/u);
  return fields.flatMap((field) => field.split(breaks)).flatMap((line) => named.exec(line)?.[1] ?? []);
}

/** What the RFCs do not call a line end, and some program does. */
const breaks = /[\r\n\0\v\f\u0085\u2028\u2029]/u;
/** A name that shows as “From”, with what is not seen before and after it. */
const named = /^[^!-~]{0,40}from[^!-~]{0,40}:(.*)$/isu;
