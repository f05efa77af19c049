import { readDeclarations, type Declarations } from './css-declarations.ts';

/** Declarations of a mail's own style sheets by selector: `.name`, `#name`, `tag`, `tag.name`, lower case. */
export type SheetRules = Map<string, Declarations>;

/** Ordinary newsletters carry 30 KiB of CSS in some hundred rules. */
const MAX_CSS = 256 * 1024;
const MAX_RULES = 2000;

/**
 * Simple selectors only: combinators, pseudo-classes and media queries (which hide on some screens) are left out, so that
 * what is merely laid out is not called hidden. One pass forward, whatever the text.
 */
export function sheetRules(html: string): SheetRules {
  const rules: SheetRules = new Map();
  for (const [selectors, body] of rulesOf(withoutComments(styleText(html)))) {
    const declared = readDeclarations(body);
    if (declared.size === 0) continue;
    for (const selector of selectors.slice(0, 2000).split(',')) {
      const name = selector.trim().toLowerCase();
      if (rules.size >= MAX_RULES) return rules;
      if (/^[a-z0-9]*(?:[.#][\w-]+)?$/u.test(name) && name !== '') {
        rules.set(name, new Map([...(rules.get(name) ?? []), ...declared]));
      }
    }
  }
  return rules;
}

function styleText(html: string): string {
  const lower = html.toLowerCase();
  let css = '';
  for (let at = lower.indexOf('<style'); at !== -1 && css.length < MAX_CSS; at = lower.indexOf('<style', at)) {
    const start = lower.indexOf('>', at);
    const end = start === -1 ? -1 : lower.indexOf('</style', start);
    if (end === -1) break;
    css += html.slice(start + 1, end);
    at = end;
  }
  return css.slice(0, MAX_CSS);
}

function withoutComments(css: string): string {
  let out = '';
  let at = 0;
  for (let open = css.indexOf('/*'); open !== -1; open = css.indexOf('/*', at)) {
    out += css.slice(at, open);
    const close = css.indexOf('*/', open + 2);
    if (close === -1) return out;
    at = close + 2;
  }
  return out + css.slice(at);
}

function* rulesOf(css: string): Generator<[selectors: string, declarations: string]> {
  let at = 0;
  for (let open = css.indexOf('{', at); open !== -1; open = css.indexOf('{', at)) {
    const head = css.slice(at, open);
    const selectors = head.slice(head.lastIndexOf(';') + 1).trim();
    if (selectors.startsWith('@')) {
      at = endOfBlock(css, open);
      continue;
    }
    const close = css.indexOf('}', open);
    if (close === -1) return;
    yield [selectors, css.slice(open + 1, close)];
    at = close + 1;
  }
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return css.length;
}
