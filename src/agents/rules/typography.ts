/** French spaces: no-break before `: ; ? ! » €`, after `«` and `n°`, inside hours and numbers. Gap marks stay as they are. */
export function setFrench(text: string): string {
  return text
    .replaceAll("'", '’')
    .replace(/ +([?!;])/gu, '\u202F$1')
    .replace(/ +([:»€%])/gu, '\u00A0$1')
    .replace(/« +/gu, '«\u00A0')
    .replace(/(n°) +(?=\S)/gu, '$1\u00A0')
    .replace(/(\d) +(h|km|m|kg|g|litres|jours|ans)(?!\p{L})/gu, '$1\u00A0$2')
    .replace(/(\bh) +(\d{2})(?!\d)/gu, '$1\u00A0$2')
    .replace(/(\d) +(?=\d{3}(?!\d))/gu, '$1\u202F');
}
