/** A message or a knowledge item as sentences, list items each their own; wrapped lines are joined again. */
export function sentencesOf(text: string): string[] {
  const lines = text.replace(/\r/gu, '').split('\n');
  const paragraphs: string[] = [];
  let open = '';
  for (const line of lines) {
    const bare = line.trim();
    const starts = bare === '' || marker.test(bare);
    if (starts || closes.test(open)) {
      if (open) paragraphs.push(open);
      open = bare.replace(marker, '');
    } else open = open ? `${open} ${bare}` : bare;
  }
  if (open) paragraphs.push(open);
  return paragraphs.flatMap(split).filter((sentence) => /\p{L}/u.test(sentence));
}

const marker = /^(?:[-–—*•·]\s+|\(?\d{1,2}\s?[/).°]\s*|[a-d]\)\s*)/u;
/** A greeting or a finished sentence ends a line for good. */
const closes = /(?:[.!?:…]|,)$/u;
const abbreviation = /(?:^|\s)(?:M|Mme|Mlle|Dr|Me|n|réf|tél|av|env|etc|cf|No)\.$/iu;

function split(paragraph: string): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const piece of paragraph.split(/(?<=[.!?…])\s+(?!\?)/u)) {
    open = open ? `${open} ${piece}` : piece;
    if (abbreviation.test(open)) continue;
    sentences.push(open.trim());
    open = '';
  }
  if (open) sentences.push(open.trim());
  return sentences;
}
