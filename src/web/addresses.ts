import type { Address } from '../domain/mail.ts';

/** Beyond it a letter is a mailing, which is not what a reply is for. */
const mostAddresses = 50;

/** 'Nom <a@b.fr>, c@d.fr': what a person types in To and Cc. Null with the piece that is no address. */
export function parseAddresses(text: string): { list: Address[]; wrong: null } | { list: null; wrong: string } {
  const pieces = split(text);
  if (pieces.length > mostAddresses) return { list: null, wrong: `${pieces.length}` };
  const list: Address[] = [];
  for (const piece of pieces) {
    const named = /^(.*?)\s*<([^<>\s]+)>$/u.exec(piece);
    const address = (named ? named[2] : piece) ?? '';
    if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/u.test(address)) return { list: null, wrong: piece };
    list.push({ name: (named?.[1] ?? '').replaceAll(/^"|"$/gu, '').trim(), address });
  }
  return { list, wrong: null };
}

export const showAddress = ({ name, address }: Address): string =>
  name === '' ? address : /[,;"<>]/u.test(name) ? `"${name.replaceAll('"', '')}" <${address}>` : `${name} <${address}>`;

export const showAddresses = (list: readonly Address[]): string => list.map(showAddress).join(', ');

/** At commas, semicolons and line ends, but not inside quotes. Control characters never get through. */
function split(text: string): string[] {
  const pieces =
    text.replaceAll(/[\p{Cc}]/gu, (sign) => (sign === '\n' ? ',' : ' ')).match(/(?:"[^"]*"|[^,;"])+/gu) ?? [];
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}
