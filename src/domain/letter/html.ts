import type { Language } from '../client.ts';

interface Words {
  body: string;
  signature: string;
  quote: { intro: string; text: string } | null;
}

/** The HTML twin of a letter's text: the same words, escaped, with links that can be clicked. */
export function letterHtml({ body, signature, quote }: Words, language: Language): string {
  return [
    `<!DOCTYPE html>\n<html lang="${language}"><head><meta charset="utf-8"></head><body style="${font}">`,
    paragraphs(body),
    signature === '' ? '' : `<p>-- <br>\n${lines(signature)}</p>`,
    quote
      ? `<p>${lines(quote.intro)}</p>\n<blockquote type="cite" style="${quoteMark}">${paragraphs(quote.text)}</blockquote>`
      : '',
    '</body></html>',
  ]
    .filter((part) => part !== '')
    .join('\n')
    .concat('\n');
}

/** Outlook, which lays out with Word, falls back to Times and knows points, not `ex`. */
const font = 'font-family:Arial,Helvetica,sans-serif;font-size:11pt';
const quoteMark = 'margin:0 0 0 6pt;border:none;border-left:solid #cccccc 1pt;padding:0 0 0 6pt';

const paragraphs = (text: string) =>
  text
    .split(/\n{2,}/u)
    .map((paragraph) => `<p>${lines(paragraph)}</p>`)
    .join('\n');

const lines = (text: string) => text.split('\n').map(linked).join('<br>\n');

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replaceAll(/[&<>"']/gu, (char) => escapes[char] ?? char);

/** Links only what is plainly one; the label is the address itself, so that it cannot lie. */
const target = /https?:\/\/[^\s<>"']{1,2000}[^\s<>"'.,;:!?)\]}]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/gu;

function linked(line: string): string {
  let html = '';
  let read = 0;
  for (const found of line.matchAll(target)) {
    const href = found[0].startsWith('http') ? found[0] : `mailto:${found[0]}`;
    html += `${escape(line.slice(read, found.index))}<a href="${escape(href)}">${escape(found[0])}</a>`;
    read = found.index + found[0].length;
  }
  return html + escape(line.slice(read));
}
