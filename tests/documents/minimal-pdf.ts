/** A PDF of one page per list, each line `[x, y, text]` in Helvetica 11; `extra` is put into the trailer. */
export function minimalPdf(pages: [number, number, string][][], extra = ''): Uint8Array {
  const written = pages.map((lines) =>
    lines.map(([x, y, text]) => `BT /F1 11 Tf ${x} ${y} Td (${escaped(text)}) Tj ET`).join('\n'),
  );
  return drawnPdf(written, { trailer: extra });
}

/** A PDF of one page of A4 per content stream, in which /F1 is Helvetica; `page` is put into each page's dictionary. */
export function drawnPdf(contents: readonly string[], { page = '', trailer: extra = '' } = {}): Uint8Array {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '', fontObject];
  const kids = contents.map((stream) => {
    objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
    const dictionary = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${page} /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length} 0 R >>`;
    objects.push(dictionary);
    return `${objects.length} 0 R`;
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`;

  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, place) => {
    const offset = file.length;
    file += `${place + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${extra} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table + trailer, 'latin1');
}

const fontObject = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

/** WinAnsi writes é as Latin-1 does; the euro is 0x80. */
const escaped = (text: string): string => text.replace(/[\\()]/gu, String.raw`\$&`).replaceAll('€', '\u0080');
