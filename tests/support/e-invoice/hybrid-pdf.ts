import { deflateSync } from 'node:zlib';

export interface HybridParts {
  /** Lines of the page, from the top. */
  page?: string[];
  files: { name: string; content: string | Uint8Array; relationship?: string | null }[];
  /** In the catalog. */
  associated?: boolean;
  outputIntents?: boolean;
  /** Null: no metadata at all. */
  xmp?: { fileName?: string; level?: string; part?: string; documentType?: string } | null;
  /** Properties as attributes instead of elements. */
  xmpByAttributes?: boolean;
  /** Catalog and file specifications in a compressed object stream, as PDF 1.5 writes them. */
  compressed?: boolean;
}

/** The page of the sound invoice of cii.ts. */
export const soundPage = [
  'Chaudronnerie Kermor    3 rue du Port, 29200 Brest    SIREN 732 829 320',
  'Facture F2026-118 du 15/09/2026, a regler le 15 octobre 2026',
  'Plomberie Vauquelin',
  'Reparation   1   100,00',
  'Total HT 100,00   TVA 20 % 20,00   Total TTC 120,00 EUR',
  'IBAN FR76 3000 6000 0112 3456 7890 189',
];

/** A PDF with embedded files, a Factur-X envelope unless `parts` says otherwise. */
export function hybridPdf(parts: HybridParts): Uint8Array {
  const { page = soundPage, files, associated = true, outputIntents = true, compressed = false } = parts;
  const xmp = parts.xmp === undefined ? {} : parts.xmp;
  const objects = new Map<number, string | Buffer>();
  const add = (object: string | Buffer): number => {
    objects.set(objects.size + 1, object);
    return objects.size;
  };
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const text = page.map((line, place) => `BT /F1 10 Tf 40 ${800 - 20 * place} Td (${line}) Tj ET`).join('\n');
  const content = add(stream('', text));
  const leaf = add('');
  const pages = add(`<< /Type /Pages /Kids [${leaf} 0 R] /Count 1 >>`);
  objects.set(
    leaf,
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${font} 0 R >> >> /Contents ${content} 0 R >>`,
  );
  const packed: [number, string][] = [];
  const addPackable = (object: string): number => {
    const number = add(object);
    if (compressed) packed.push([number, object]);
    return number;
  };
  const specs = files.map(({ name, content: bytes, relationship = 'Data' }) => {
    const file = add(stream('/Type /EmbeddedFile /Subtype /text#2Fxml', Buffer.from(bytes)));
    const said = relationship === null ? '' : `/AFRelationship /${relationship}`;
    return addPackable(`<< /Type /Filespec /F (${name}) /UF (${name}) ${said} /EF << /F ${file} 0 R >> >>`);
  });
  const metadata =
    xmp === null ? '' : `/Metadata ${add(stream('/Type /Metadata /Subtype /XML', packet(parts, xmp)))} 0 R`;
  const names = files.map(({ name }, place) => `(${name}) ${specs[place]} 0 R`).join(' ');
  const root = addPackable(
    `<< /Type /Catalog /Pages ${pages} 0 R ${metadata} ${files.length > 0 ? `/Names << /EmbeddedFiles << /Names [${names}] >> >>` : ''} ${associated ? `/AF [${specs.map((each) => `${each} 0 R`).join(' ')}]` : ''} ${outputIntents ? '/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 >>]' : ''} >>`,
  );
  return compressed ? withObjectStream(objects, packed, root) : withTable(objects, root);
}

function packet({ files, xmpByAttributes = false }: HybridParts, xmp: NonNullable<HybridParts['xmp']>): string {
  const { fileName = files[0]?.name ?? 'factur-x.xml', level = 'EN 16931', part = '3', documentType = 'INVOICE' } = xmp;
  const said = Object.entries({ DocumentType: documentType, DocumentFileName: fileName, ConformanceLevel: level });
  const kept = said.filter(([, value]) => value !== '');
  const properties = xmpByAttributes
    ? ` ${kept.map(([name, value]) => `fx:${name}="${value}"`).join(' ')}/>`
    : `>${kept.map(([name, value]) => `<fx:${name}>${value}</fx:${name}>`).join('')}</rdf:Description>`;
  return `<?xpacket begin="\u00EF\u00BB\u00BF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>${part}</pdfaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"${properties}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}

function stream(dictionary: string, content: string | Uint8Array): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content);
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`, 'latin1'),
    bytes,
    Buffer.from('\nendstream', 'latin1'),
  ]);
}

function written(objects: Iterable<[number, string | Buffer]>): { body: Buffer; offsets: Map<number, number> } {
  let body = Buffer.from('%PDF-1.7\n%\u00E2\u00E3\n', 'latin1');
  const offsets = new Map<number, number>();
  for (const [number, object] of objects) {
    offsets.set(number, body.length);
    const bytes = typeof object === 'string' ? Buffer.from(object, 'latin1') : object;
    body = Buffer.concat([body, Buffer.from(`${number} 0 obj\n`), bytes, Buffer.from('\nendobj\n')]);
  }
  return { body, offsets };
}

function withTable(objects: Map<number, string | Buffer>, root: number): Buffer {
  const { body, offsets } = written(objects);
  const rows = [...offsets.values()].map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.size + 1;
  const tail = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root ${root} 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.concat([body, Buffer.from(tail, 'latin1')]);
}

function withObjectStream(objects: Map<number, string | Buffer>, packed: [number, string][], root: number): Buffer {
  let inside = '';
  const places = packed.map(([number, object]) => {
    const place = `${number} ${inside.length}`;
    inside += `${object}\n`;
    return place;
  });
  const head = `${places.join(' ')}\n`;
  const holder = objects.size + 1;
  const numbers = new Set(packed.map(([number]) => number));
  const content = deflateSync(Buffer.from(head + inside, 'latin1'));
  const plain = [...objects].filter(([number]) => !numbers.has(number));
  const dictionary = `/Type /ObjStm /N ${packed.length} /First ${head.length} /Filter /FlateDecode`;
  const { body, offsets } = written([...plain, [holder, stream(dictionary, content)]]);
  const size = holder + 2;
  const table = Buffer.alloc(size * 6);
  for (let number = 0; number < size; number++) {
    const index = packed.findIndex(([each]) => each === number);
    const [kind, a, b] =
      index === -1 ? [number === 0 ? 0 : 1, offsets.get(number) ?? body.length, 0] : [2, holder, index];
    table.writeUInt8(kind, number * 6);
    table.writeUInt32BE(a, number * 6 + 1);
    table.writeUInt8(b, number * 6 + 5);
  }
  const xref = stream(`/Type /XRef /Size ${size} /W [1 4 1] /Root ${root} 0 R`, table);
  const start = body.length;
  return Buffer.concat([
    body,
    Buffer.from(`${holder + 1} 0 obj\n`),
    xref,
    Buffer.from(`\nendobj\nstartxref\n${start}\n%%EOF\n`),
  ]);
}
