import { zipFile, type ZipPart } from './zip-file.ts';

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const odf = 'urn:oasis:names:tc:opendocument:xmlns';

const document = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** A DOCX whose body is this WordprocessingML; `main`: what it calls itself. */
export function docx(body: string, more: ZipPart[] = [], main = document): Buffer {
  return zipFile([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    },
    { name: 'word/document.xml', content: wordPart('document', `<w:body>${body}</w:body>`) },
    ...more,
  ]);
}

export const wordPart = (name: string, inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:${name} xmlns:w="${word}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">${inside}</w:${name}>`;

export const paragraph = (...runs: string[]): string =>
  `<w:p>${runs.map((run) => `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>`).join('')}</w:p>`;

/** An ODF package of this kind (`text`, `spreadsheet`) with this body, and styles before it. */
export function openDocument(
  kind: 'text' | 'spreadsheet',
  body: string,
  { styles = '', manifest = '', more = [] }: { styles?: string; manifest?: string; more?: ZipPart[] } = {},
): Buffer {
  const spaces = ['office', 'text', 'table', 'style', 'draw']
    .map((name) => `xmlns:${name}="${odf}:${name === 'draw' ? 'drawing' : name}:1.0"`)
    .join(' ');
  return zipFile([
    { name: 'mimetype', content: `application/vnd.oasis.opendocument.${kind}`, method: 0 },
    {
      name: 'META-INF/manifest.xml',
      content: `<m:manifest xmlns:m="${odf}:manifest:1.0"><m:file-entry m:full-path="content.xml">${manifest}</m:file-entry></m:manifest>`,
    },
    {
      name: 'content.xml',
      content: `<office:document-content ${spaces}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    },
    ...more,
  ]);
}
