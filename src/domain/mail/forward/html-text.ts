/** Characters of markup read; the header of a forward stands near the top. */
const maxHtml = 400_000;

const entities: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  nbsp: ' ',
  apos: "'",
  eacute: 'é',
  agrave: 'à',
  Agrave: 'À',
};

/** Markup as rough lines of text: enough to find a pasted header in it and compare, never shown to anybody. */
export const htmlText = (html: string): string =>
  html
    .slice(0, maxHtml)
    .replaceAll(/[\t\r\n ]+/gu, ' ')
    .replaceAll(/<(?:br|\/?(?:p|div|tr|table|blockquote|h[1-6]|li|hr))\b[^<>]{0,2000}>/giu, '\n')
    .replaceAll(/<[^<>]{0,2000}>/gu, '')
    .replaceAll(/&#(\d{1,6});/gu, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replaceAll(/&#x([\da-f]{1,5});/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll(/&(\w{2,8});/gu, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/ *\n[ \n]*\n/gu, '\n\n');
