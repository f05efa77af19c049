import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Name, Ref, type Dict, type PdfFile, type Value } from './pdf-objects.ts';

/**
 * What ISO 19005-3 asks of a PDF/A-3b, clause by clause, as far as it can bear on a page of text and lines with one
 * attached file; whatever else PDF has (images, forms, annotations, transparency …) must simply not be there. No public
 * validator of PDF/A-3 could be had from the registries: this stands in its place, and is no certificate.
 */
export const clauses: Readonly<Record<string, (file: PdfFile) => string[]>> = {
  '6.1.2 file header': ({ bytes }) => {
    const [head = '', comment = ''] = bytes.toString('latin1', 0, 20).split('\n');
    const binary = comment.startsWith('%') && [1, 2, 3, 4].every((place) => comment.charCodeAt(place) > 127);
    return [
      ...(/^%PDF-1\.[0-7]$/u.test(head) ? [] : ['header']),
      ...(binary && comment.length >= 5 ? [] : ['comment']),
    ];
  },
  '6.1.3 file trailer': ({ trailer }) => {
    const id = trailer.get('ID');
    const named = Array.isArray(id) && id.length === 2 && id.every((each) => Buffer.isBuffer(each) && each.length > 0);
    return [...(named ? [] : ['ID']), ...(trailer.has('Encrypt') ? ['Encrypt'] : [])];
  },
  '6.1.7.1 streams hold their bytes': (file) =>
    dicts(file).flatMap((dict) => ['FFilter', 'FDecodeParms'].filter((key) => dict.has(key))),
  '6.1.13 implementation limits': (file) =>
    values(file)
      .filter(overLimit)
      .map(() => 'too long or too large'),
  '6.2.2 to 6.2.10 content streams': (file) => pages(file).flatMap((page) => contentFaults(file, page)),
  '6.2.3 output intent': (file) => {
    const intents = file.get(catalog(file).get('OutputIntents'));
    if (!Array.isArray(intents) || intents.length !== 1) return ['OutputIntents'];
    const intent = file.dict(intents[0]);
    const profile = file.stream(intent.get('DestOutputProfile'));
    const icc = profile.data ?? Buffer.alloc(0);
    return wrong({
      S: nameOf(intent.get('S')) === 'GTS_PDFA1',
      condition: Buffer.isBuffer(file.get(intent.get('OutputConditionIdentifier'))),
      'three components': (profile.value as Dict).get('N') === 3 && icc.toString('latin1', 16, 20) === 'RGB ',
      'ICC profile': icc.toString('latin1', 36, 40) === 'acsp' && icc.readUInt32BE(0) === icc.length,
      'ICC version 2 to 4': (icc[8] ?? 0) >= 2 && (icc[8] ?? 0) <= 4,
      'display or printer': ['mntr', 'prtr'].includes(icc.toString('latin1', 12, 16)),
    });
  },
  '6.2.11 fonts are embedded and measured': (file) => fonts(file).flatMap((font) => fontFaults(file, font)),
  '6.3 to 6.5, 6.9 to 6.11 nothing acts or hides': (file) =>
    dicts(file).flatMap((dict) => active.filter((key) => dict.has(key))),
  '6.6.2 metadata': (file) => metadataFaults(file),
  '6.8 embedded files': (file) => {
    const list = file.get(catalog(file).get('AF'));
    const named = file.get(file.dict(file.dict(catalog(file).get('Names')).get('EmbeddedFiles')).get('Names'));
    if (!Array.isArray(list) || list.length !== 1 || !Array.isArray(named)) return ['AF'];
    const spec = file.dict(list[0]);
    const embedded = file.dict(spec.get('EF')).get('F');
    const stream = file.stream(embedded).value as Dict;
    const params = file.dict(stream.get('Params'));
    return wrong({
      'same file in Names': (named[1] as Ref).id === (list[0] as Ref).id,
      'F and UF': textOf(spec.get('F')) === 'factur-x.xml' && textOf(spec.get('UF')) === 'factur-x.xml',
      AFRelationship: ['Data', 'Source', 'Alternative'].includes(nameOf(spec.get('AFRelationship'))),
      Subtype: nameOf(stream.get('Subtype')) === 'text/xml',
      ModDate: /^D:\d{14}Z$/u.test(textOf(params.get('ModDate'))),
      Size: params.get('Size') === file.stream(embedded).data?.length,
    });
  },
};

const active =
  'Annots AcroForm OpenAction AA A JS JavaScript XFA OCProperties AlternatePresentations Requirements'.split(' ');

export const pdfaFaults = (file: PdfFile): string[] =>
  Object.entries(clauses).flatMap(([clause, check]) => check(file).map((fault) => `${clause}: ${fault}`));

/** Every string of signs that a page shows, as glyph numbers by font. */
function contentFaults(file: PdfFile, page: Dict): string[] {
  const content = file.stream(page.get('Contents')).data?.toString('latin1') ?? '';
  const inFonts = file.dict(file.dict(page.get('Resources')).get('Font'));
  const faults: string[] = [];
  let depth = 0;
  let font = '';
  for (const row of content.split('\n')) {
    const operator = row.slice(row.lastIndexOf(' ') + 1);
    if (row === '' || row.startsWith('[')) {
      const glyphs = [...row.matchAll(/<((?:[0-9a-f]{4})*)>/gu)].flatMap(([, hex = '']) => hex.match(/.{4}/gu) ?? []);
      if (glyphs.includes('0000')) faults.push('.notdef (6.2.11.8)');
      if (row !== '' && !inFonts.has(font)) faults.push(`font ${font}`);
    } else if (!allowed.has(operator)) faults.push(`operator ${operator}`);
    if (operator === 'Tf') font = row.slice(1, row.indexOf(' '));
    if (operator === 'cs' || operator === 'CS') if (!row.startsWith('/DeviceRGB')) faults.push('colour space');
    depth += operator === 'q' ? 1 : operator === 'Q' ? -1 : 0;
    if (depth > 28 || depth < 0) faults.push('q nesting (6.1.13)');
  }
  return [...(depth === 0 ? [] : ['unbalanced q']), ...(page.has('Group') ? ['Group'] : []), ...new Set(faults)];
}

const allowed: ReadonlySet<string> = new Set('cm re cs CS scn SCN f q Q BT ET Tm Tf m l w S Tc Tw Ts Tr Tz'.split(' '));

function fontFaults(file: PdfFile, font: Dict): string[] {
  const [descendant] = file.get(font.get('DescendantFonts')) as Value[];
  const cid = file.dict(descendant);
  const descriptor = file.dict(cid.get('FontDescriptor'));
  const program = file.stream(descriptor.get('FontFile2')).data ?? Buffer.alloc(0);
  const [first, widths] = file.get(cid.get('W')) as [number, number[]];
  const system = file.dict(cid.get('CIDSystemInfo'));
  const advances = advancesOf(program);
  return wrong({
    'composite with Identity-H':
      nameOf(font.get('Subtype')) === 'Type0' && nameOf(font.get('Encoding')) === 'Identity-H',
    CIDToGIDMap: nameOf(cid.get('CIDToGIDMap')) === 'Identity',
    CIDSystemInfo: textOf(system.get('Registry')) === 'Adobe' && textOf(system.get('Ordering')) === 'Identity',
    'subset name': /^[A-Z]{6}\+\w/u.test(nameOf(font.get('BaseFont'))),
    'one name':
      nameOf(font.get('BaseFont')) === nameOf(cid.get('BaseFont')) &&
      nameOf(descriptor.get('FontName')) === nameOf(cid.get('BaseFont')),
    // 6.2.11.5: what the dictionary says is what the program says.
    widths: first === 0 && widths.every((width, glyph) => Math.abs(width - (advances[glyph] ?? Number.NaN)) <= 1),
    ToUnicode: file.stream(font.get('ToUnicode')).data !== null,
  });
}

/** Advance widths in thousandths of an em, of the tables head, hhea and hmtx of a TrueType program. */
function advancesOf(program: Buffer): number[] {
  const tables = new Map<string, number>();
  for (let at = 12; at < 12 + 16 * program.readUInt16BE(4); at += 16)
    tables.set(program.toString('latin1', at, at + 4), program.readUInt32BE(at + 8));
  const [head = 0, hhea = 0, hmtx = 0] = ['head', 'hhea', 'hmtx'].map((name) => tables.get(name));
  const perEm = program.readUInt16BE(head + 18);
  const count = program.readUInt16BE(hhea + 34);
  return Array.from({ length: count }, (_, glyph) => (program.readUInt16BE(hmtx + glyph * 4) * 1000) / perEm);
}

function metadataFaults(file: PdfFile): string[] {
  const stream = file.stream(catalog(file).get('Metadata'));
  const dict = stream.value as Dict;
  const xmp = stream.data?.toString('utf8') ?? '';
  const facts = new XMLParser({ ignoreAttributes: true, parseTagValue: false }).parse(xmp) as Record<string, unknown>;
  const said = JSON.stringify(facts);
  const used = ['DocumentFileName', 'DocumentType', 'Version', 'ConformanceLevel'];
  return wrong({
    'Type and Subtype': nameOf(dict.get('Type')) === 'Metadata' && nameOf(dict.get('Subtype')) === 'XML',
    'no filter': !dict.has('Filter'),
    'well-formed': XMLValidator.validate(xmp) === true,
    'packet header':
      /^<\?xpacket begin="\uFEFF?" id="W5M0MpCehiHzreSzNTczkc9d"\?>/u.test(xmp) && xmp.endsWith('<?xpacket end="w"?>'),
    '6.6.4 part': said.includes('"pdfaid:part":"3"') && said.includes('"pdfaid:conformance":"B"'),
    // 6.6.2.3.3: the schema of every property that XMP itself does not know.
    'extension schema': used.every(
      (name) => xmp.includes(`<fx:${name}>`) && said.includes(`"pdfaProperty:name":"${name}"`),
    ),
    'prefix and name space':
      said.includes('"pdfaSchema:prefix":"fx"') &&
      said.includes('"pdfaSchema:namespaceURI":"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"') &&
      xmp.includes('xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"'),
  });
}

const wrong = (facts: Record<string, boolean>): string[] =>
  Object.entries(facts).flatMap(([fact, holds]) => (holds ? [] : [fact]));
const textOf = (value: Value | undefined): string => (Buffer.isBuffer(value) ? value.toString('latin1') : '');
const nameOf = (value: Value | undefined): string => (value instanceof Name ? value.name : '');
const catalog = (file: PdfFile): Dict => file.dict(file.trailer.get('Root'));

export const pages = (file: PdfFile): Dict[] => ofType(file, 'Page');
const fonts = (file: PdfFile): Dict[] => ofType(file, 'Font').filter((font) => nameOf(font.get('Subtype')) === 'Type0');
const ofType = (file: PdfFile, type: string): Dict[] => dicts(file).filter((dict) => nameOf(dict.get('Type')) === type);
const dicts = (file: PdfFile): Dict[] => values(file).filter((value) => value instanceof Map);

function values(file: PdfFile): Value[] {
  return [...file.objects.values()].flatMap(({ value }) => within(value));
}

function within(value: Value): Value[] {
  if (Array.isArray(value)) return [value, ...value.flatMap(within)];
  if (value instanceof Map) return [value, ...[...value.values()].flatMap(within)];
  return [value];
}

function overLimit(value: Value): boolean {
  if (typeof value === 'number') return Math.abs(value) > 2_147_483_647;
  if (value instanceof Name) return Buffer.byteLength(value.name, 'latin1') > 127;
  return Buffer.isBuffer(value) && value.length > 32_767;
}
