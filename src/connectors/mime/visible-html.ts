import { Parser } from 'htmlparser2';
import { hidingRules } from './css-rules.ts';
import { startingLook, type Look, lookOf } from './css-look.ts';
import { stripInvisible } from './invisible.ts';

/** Deepest nesting followed; Chrome flattens below 512. Keeps the walk linear. */
const MAX_DEPTH = 1000;

interface Open {
  name: string;
  look: Look;
}

/**
 * What a person sees of a mail's HTML, as text, and what they do not see. One pass decides both, because whether a word
 * shows depends on everything it stands in: html-to-text has no place for that.
 */
export function readHtml(html: string, note: (defect: string) => void): { text: string; hiddenText: string } {
  const rules = hidingRules(html);
  const shown = createPage();
  const hidden = createPage();
  const open: Open[] = [];
  let look = startingLook;
  let muted = 0;

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length >= MAX_DEPTH) {
          note('html-too-deep');
          parser.pause();
          return;
        }
        if (silent.has(name)) muted += 1;
        look = lookOf(look, name, attributes, rules);
        open.push({ name, look });
        if (muted > 0) return;
        const page = look.hidden ? hidden : shown;
        page.open(name, attributes);
      },
      ontext(text) {
        if (muted === 0) (look.hidden ? hidden : shown).text(text, open);
      },
      onclosetag(name) {
        if (open.length === 0) return;
        const closed = open.pop();
        if (closed && silent.has(closed.name)) muted -= 1;
        if (muted === 0) (closed?.look.hidden ? hidden : shown).close(name);
        look = open.at(-1)?.look ?? startingLook;
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();

  const visible = stripInvisible(shown.toString());
  const unseen = [stripInvisible(hidden.toString()).text.trim(), visible.hidden].filter((part) => part !== '');
  return { text: visible.text, hiddenText: unseen.join('\n') };
}

/** Never shown as text, and not hidden from anybody either. */
const silent = new Set(['head', 'script', 'style', 'template', 'title', 'noscript', 'svg', 'math', 'object', 'iframe']);
const blocks = new Set(
  'address article aside blockquote center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody thead tr ul'.split(
    ' ',
  ),
);
const spaced = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol']);

/** Builds text the way a page reads: blocks on lines of their own, `- ` before items, cells apart, quotes with `> `. */
function createPage() {
  const links: { href: string; from: number }[] = [];
  let out = '';
  let depth = 0;

  const breakLine = (lines: number) => {
    out = out.replace(/[ \t]+$/u, '');
    const have = /\n*$/u.exec(out.slice(-2))?.[0].length ?? 0;
    if (out !== '') out += '\n'.repeat(Math.max(0, lines - have));
  };

  return {
    open(name: string, attributes: Record<string, string>) {
      if (name === 'br') out += '\n';
      if (blocks.has(name)) breakLine(spaced.has(name) ? 2 : 1);
      if (name === 'blockquote') depth += 1;
      if (name === 'li') this.text('- ', []);
      if ((name === 'td' || name === 'th') && out !== '' && !/\s$/u.test(out)) out += ' ';
      if (name === 'a') links.push({ href: (attributes['href'] ?? '').trim(), from: out.length });
    },
    text(text: string, open: Open[]) {
      const preformatted = open.some((element) => element.name === 'pre' || element.name === 'textarea');
      const words = preformatted ? text : text.replaceAll(/[ \t\r\n\f]+/gu, ' ');
      if (out === '' || out.endsWith('\n')) {
        const start = preformatted ? words : words.trimStart();
        if (start !== '') out += '> '.repeat(depth) + start;
      } else out += out.endsWith(' ') && !preformatted ? words.trimStart() : words;
    },
    close(name: string) {
      if (blocks.has(name)) breakLine(spaced.has(name) ? 2 : 1);
      if (name === 'blockquote') depth = Math.max(0, depth - 1);
      const link = name === 'a' ? links.pop() : undefined;
      if (link && /^https?:/iu.test(link.href)) {
        const label = out.slice(link.from).trim();
        // A label that names another place than the link goes to is what fraud looks like: both are shown.
        if (label !== '' && !sameTarget(label, link.href)) out += ` [${link.href}]`;
      }
    },
    toString: () =>
      out
        .replaceAll('\u00A0', ' ')
        .replaceAll(/[ \t]+\n/gu, '\n')
        .replaceAll(/\n{3,}/gu, '\n\n')
        .trim(),
  };
}

const sameTarget = (label: string, href: string) => bareUrl(label) === bareUrl(href);
const bareUrl = (url: string) => url.toLowerCase().replace(/^https?:\/\/(www\.)?|\/$/gu, '');
