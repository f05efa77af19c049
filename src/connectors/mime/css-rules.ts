/** Selectors of a mail's own style sheets that hide what they match: `.name`, `#name`, `tag`, `tag.name`, lower case. */
export type HidingRules = Map<string, string>;

/** Ordinary newsletters carry 30 KiB of CSS. */
const MAX_CSS = 256 * 1024;

/**
 * Simple selectors only: combinators, pseudo-classes and media queries (which hide on some screens) are left out, so that
 * what is merely laid out is not called hidden. The declarations are merged per selector, in order.
 */
export function hidingRules(html: string): HidingRules {
  const rules: HidingRules = new Map();
  let read = 0;
  for (const sheet of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/giu)) {
    const css = (sheet[1] ?? '').slice(0, MAX_CSS - read);
    read += css.length;
    for (const [, selectors = '', declarations = ''] of outsideAtRules(css).matchAll(/([^{}]{1,2000})\{([^{}]*)\}/gu)) {
      for (const selector of selectors.split(',').map((each) => each.trim().toLowerCase())) {
        if (/^[a-z0-9]*([.#][\w-]+)?$/u.test(selector) && selector !== '') {
          rules.set(selector, `${rules.get(selector) ?? ''};${declarations}`);
        }
      }
    }
    if (read >= MAX_CSS) break;
  }
  return rules;
}

function outsideAtRules(css: string): string {
  let out = '';
  let depth = 0;
  let skipping = false;
  for (const char of css.replaceAll(/\/\*[\s\S]*?\*\//gu, '').replaceAll(/@(?:import|charset)[^;]*;/giu, '')) {
    if (char === '@' && depth === 0) skipping = true;
    if (char === '{') depth += 1;
    if (!skipping) out += char;
    if (char === '}') {
      depth = Math.max(0, depth - 1);
      if (depth === 0) skipping = false;
    }
  }
  return out;
}
