import { Parser } from 'htmlparser2';
import { sheetRules } from './css-rules.ts';
import { startingLook, type Look, lookOf } from './css-look.ts';
import { createPage } from './html-page.ts';
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
  const rules = sheetRules(html);
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
        if (muted === 0) (look.hidden ? hidden : shown).text(text);
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
