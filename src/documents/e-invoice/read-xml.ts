import { checkStructure } from '../../domain/invoice/structure/check-structure.ts';
import type { EuropeanInvoice } from '../../domain/invoice/structure/european.ts';
import { structureFinding } from '../../domain/invoice/structure/finding.ts';
import { toInvoice } from '../../domain/invoice/structure/to-invoice.ts';
import type { StructuredInvoice } from '../reading.ts';
import type { Element } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';
import { readCii } from './cii.ts';
import { readUbl } from './ubl.ts';

const cii = 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100';
const zugferd1 = 'urn:ferd:CrossIndustryDocument:invoice:1p0';
const ubl = 'urn:oasis:names:specification:ubl:schema:xsd';

const roots: Record<string, { syntax: 'CII' | 'UBL'; namespace: string; read: (root: Element) => EuropeanInvoice }> = {
  CrossIndustryInvoice: { syntax: 'CII', namespace: cii, read: readCii },
  CrossIndustryDocument: { syntax: 'CII', namespace: zugferd1, read: readCii },
  Invoice: { syntax: 'UBL', namespace: `${ubl}:Invoice-2`, read: readUbl },
  CreditNote: { syntax: 'UBL', namespace: `${ubl}:CreditNote-2`, read: readUbl },
};

/**
 * An XML file as the invoice it is; null: it is another kind of XML (a status message, an order, a page). One that wants to
 * be an invoice and cannot be read is refused: `read` null, and a finding that says why. Never throws.
 */
export function readXml(bytes: Uint8Array, xmlName: string | null = null): StructuredInvoice | null {
  const parsed = parseXml(bytes);
  if ('refused' in parsed) {
    if (xmlName === null && !announcesInvoice(bytes)) return null;
    const finding = structureFinding(`e-invoice-xml-${parsed.refused}`, 'stop', { line: String(parsed.line) });
    return { syntax: null, xmlName, profile: null, read: null, findings: [finding] };
  }
  const { root } = parsed;
  const known = Object.hasOwn(roots, root.name) ? roots[root.name] : undefined;
  if (!known) return null;
  const { syntax, namespace, read } = known;
  if (root.namespace !== namespace) {
    const finding = structureFinding('e-invoice-xml-namespace', 'stop', {
      namespace: root.namespace,
      expected: namespace,
    });
    return { syntax, xmlName, profile: null, read: null, findings: [finding] };
  }
  const said = read(root);
  return { syntax, xmlName, profile: said.profile, read: toInvoice(said), findings: checkStructure(said) };
}

/** Of bytes that are no well-formed XML: whether their beginning names a root of an invoice. */
function announcesInvoice(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  return /<(?:[\w.-]{1,30}:)?(?:CrossIndustryInvoice|CrossIndustryDocument|Invoice|CreditNote)[\s>]/u.test(
    head.replaceAll('\0', ''),
  );
}
