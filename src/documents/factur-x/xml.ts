type Node = string | null;

/** An element with its attributes; null and empty children leave nothing, not even the element. */
export function element(name: string, content: string | Node[] | null, attributes: Record<string, string> = {}): Node {
  const inner =
    typeof content === 'string' ? escape(content) : (content ?? []).filter((each) => each !== null).join('');
  if (inner === '') return null;
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<${name}${said.join('')}>${inner}</${name}>`;
}

/** XML 1.0 has no other control characters than these three, escaped or not (2.2). */
export const escape = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
