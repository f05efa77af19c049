interface Token<G> {
  glyphs: G[];
  /** Before it. */
  gap: number;
}

/** Fewer single letters in a row are words. */
const leastLetters = 4;
/** A gap this much wider than the usual one parts two letter-spaced words. */
const wider = 1.6;

/** "F A C T U R E" is one word: letters that stand alone in a row are put together where they are evenly spaced. */
export function closed<G extends { text: string }>(tokens: readonly Token<G>[]): G[][] {
  const words: G[][] = [];
  let row: Token<G>[] = [];
  for (const token of tokens) {
    if (isLetter(token)) row.push(token);
    else {
      words.push(...closedRow(row), token.glyphs);
      row = [];
    }
  }
  return [...words, ...closedRow(row)];
}

function closedRow<G>(row: readonly Token<G>[]): G[][] {
  if (row.length < leastLetters) return row.map(({ glyphs }) => glyphs);
  const gaps = row.slice(1).map(({ gap }) => gap);
  const usual = gaps.toSorted((a, b) => a - b)[(gaps.length - 1) >> 1] ?? 0;
  const words: G[][] = [];
  for (const [place, { glyphs, gap }] of row.entries()) {
    if (place > 0 && gap <= wider * usual) words.at(-1)?.push(...glyphs);
    else words.push([...glyphs]);
  }
  return words;
}

const isLetter = <G extends { text: string }>({ glyphs }: Token<G>): boolean =>
  glyphs.length === 1 && /^\p{L}$/u.test(glyphs[0]?.text ?? '');
