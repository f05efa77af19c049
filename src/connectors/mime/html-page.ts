const blocks = new Set(
  'address article aside blockquote center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody thead tr ul'.split(
    ' ',
  ),
);
const spaced = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol']);
/** Quotes in quotes: deeper marks would make a page of `>`. */
const MAX_QUOTE = 10;
const MAX_LABEL = 300;

/**
 * Builds text the way a page reads: blocks on lines of their own, `- ` before items, cells a tab apart, quotes with `> `. Never
 * looks back at what is written, so that a million elements cost a million steps.
 */
export function createPage() {
  const lines: string[] = [];
  const links: { href: string; label: string }[] = [];
  let line = '';
  let afterSpace = true;
  let empty = 0;
  let quotes = 0;
  let preformatted = 0;

  const endLine = () => {
    const whole = line.trimEnd();
    empty = whole === '' ? empty + 1 : 0;
    // Two empty lines in a row say no more than one.
    if (whole !== '' || (empty === 1 && lines.length > 0)) lines.push(whole);
    line = '';
    afterSpace = true;
  };
  const startBlock = (name: string) => {
    if (!afterSpace || line !== '') endLine();
    if (spaced.has(name) && empty === 0) endLine();
  };
  const write = (words: string) => {
    if (words === '') return;
    if (line === '' && quotes > 0) line = '> '.repeat(quotes);
    line += words;
    afterSpace = /\s/u.test(words.at(-1) ?? '');
    const link = links.at(-1);
    if (link && link.label.length < MAX_LABEL) link.label += words;
  };

  return {
    open(name: string, attributes: Record<string, string>) {
      if (name === 'br') endLine();
      if (blocks.has(name)) startBlock(name);
      if (name === 'pre') preformatted += 1;
      if (name === 'blockquote') quotes = Math.min(MAX_QUOTE, quotes + 1);
      if (name === 'li') write('- ');
      if ((name === 'td' || name === 'th') && !afterSpace) write('\t');
      if (name === 'a') links.push({ href: (attributes['href'] ?? '').trim().slice(0, 2000), label: '' });
    },
    text(text: string) {
      if (preformatted > 0) {
        const [first = '', ...rest] = text.split('\n');
        write(first);
        for (const next of rest) {
          endLine();
          write(next);
        }
        return;
      }
      const words = text.replaceAll(/[ \t\r\n\f]+/gu, ' ');
      write(afterSpace && words.startsWith(' ') ? words.slice(1) : words);
    },
    close(name: string) {
      if (blocks.has(name)) startBlock(name);
      if (name === 'pre') preformatted = Math.max(0, preformatted - 1);
      if (name === 'blockquote') quotes = Math.max(0, quotes - 1);
      const link = name === 'a' ? links.pop() : undefined;
      // A label that names another place than the link goes to is what fraud looks like: both are shown.
      if (link && /^https?:/iu.test(link.href) && link.label.trim() !== '' && bare(link.label) !== bare(link.href)) {
        write(`${afterSpace ? '' : ' '}[${link.href}]`);
      }
    },
    toString: () => [...lines, line.trimEnd()].join('\n').replaceAll('\u00A0', ' ').trim(),
  };
}

const bare = (url: string) =>
  url
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/u, '')
    .replace(/\/$/u, '');
