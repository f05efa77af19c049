import { structureFinding } from '../../domain/invoice/structure/finding.ts';
import { profileOf, profileOfLevel } from '../../domain/invoice/structure/profile.ts';
import type { InvoiceFinding } from '../../domain/invoice.ts';
import type { Embedded } from '../pdf/embedded.ts';
import type { StructuredInvoice } from '../reading.ts';
import { readXml } from './read-xml.ts';

/** Factur-X 1.0, ZUGFeRD 1 (capitals) and 2, XRechnung in a PDF. */
const standardNames = ['factur-x.xml', 'ZUGFeRD-invoice.xml', 'zugferd-invoice.xml', 'xrechnung.xml'];
/** Factur-X 1.0.07, 6.2: Data, Source or Alternative, by profile and country. French files say Data. */
const usual = 'Data';
const allowed = ['Data', 'Source', 'Alternative'];

const standard = ({ name }: { name: string }): boolean =>
  standardNames.some((each) => each.toLowerCase() === name.toLowerCase());

/**
 * The invoice a PDF carries. Which of several XMLs it is must never be a matter of taste: the one with a standard name, and
 * any doubt is a finding. Null: none, and none is announced.
 */
export function invoiceInPdf(embedded: Embedded): StructuredInvoice | null {
  const { xmls, xmp } = embedded;
  const invoices = xmls
    .map(({ name, bytes }) => ({ name, found: readXml(bytes, name) }))
    .filter((each): each is { name: string; found: StructuredInvoice } => each.found !== null)
    .filter((each) => standard(each) || each.found.read !== null || xmp.fileName === each.name);
  const chosen = invoices.find(standard) ?? invoices.find(({ name }) => name === xmp.fileName) ?? invoices[0];
  if (!chosen) return announced(embedded);
  const findings = [
    ...several(invoices.map(({ name }) => name)),
    ...decoys(embedded, chosen.name),
    ...named(chosen.name),
    ...associated(embedded, chosen.name),
    ...described(embedded, chosen.found),
  ];
  return { ...chosen.found, findings: [...chosen.found.findings, ...findings] };
}

/** The metadata promise an invoice that is not there, or a file has its name and is none. */
function announced({ names, xmp }: Embedded): StructuredInvoice | null {
  const empty = { syntax: null, profile: null, read: null };
  const decoy = names.find((name) => standard({ name }));
  if (decoy !== undefined) {
    const finding = structureFinding('e-invoice-decoy', 'stop', { name: decoy });
    return { ...empty, xmlName: decoy, findings: [finding] };
  }
  if (xmp.fileName === null || !/INVOICE/iu.test(xmp.documentType ?? 'INVOICE')) return null;
  const finding = structureFinding('e-invoice-xml-missing', 'warn', { name: xmp.fileName });
  return { ...empty, xmlName: null, findings: [finding] };
}

function several(names: string[]): InvoiceFinding[] {
  if (names.length < 2) return [];
  return [structureFinding('e-invoice-several', 'stop', { names: names.join(', ') })];
}

/** A file that calls itself the invoice and is none, beside the one that is. */
function decoys({ names }: Embedded, chosen: string): InvoiceFinding[] {
  const others = names.filter((name) => name !== chosen && standard({ name }));
  return others.map((name) => structureFinding('e-invoice-decoy', 'stop', { name }));
}

function named(name: string): InvoiceFinding[] {
  if (standardNames.includes(name)) return [];
  const level = standard({ name }) ? 'note' : 'warn';
  return [structureFinding('e-invoice-name', level, { name })];
}

function associated({ container }: Embedded, chosen: string): InvoiceFinding[] {
  const findings: InvoiceFinding[] = [];
  const same = container.files.filter(({ name }) => name === chosen);
  const only = container.files.length === 1 ? container.files : [];
  const files = same.length > 0 ? same : only;
  if (files.length > 0 && files.every(({ relationship }) => relationship === null)) {
    findings.push(structureFinding('e-invoice-relationship-missing', 'warn'));
  }
  const odd = files.map(({ relationship }) => relationship).find((each) => each !== null && each !== usual);
  if (odd) {
    const level = allowed.includes(odd) ? 'note' : 'warn';
    findings.push(structureFinding('e-invoice-relationship', level, { relationship: odd }));
  }
  if (container.associated === false) findings.push(structureFinding('e-invoice-not-associated', 'warn'));
  return findings;
}

function described({ xmp, container }: Embedded, { xmlName, profile }: StructuredInvoice): InvoiceFinding[] {
  const findings: InvoiceFinding[] = [];
  if (xmp.fileName === null || xmp.level === null) findings.push(structureFinding('e-invoice-xmp-missing', 'warn'));
  else {
    if (xmp.fileName !== xmlName) {
      findings.push(structureFinding('e-invoice-xmp-name', 'warn', { said: xmp.fileName, name: xmlName ?? '' }));
    }
    const [said, meant] = [profileOfLevel(xmp.level), profileOf(profile ?? '')];
    if (meant !== null && said !== meant) {
      findings.push(structureFinding('e-invoice-xmp-profile', 'warn', { said: xmp.level, profile: profile ?? '' }));
    }
  }
  if (xmp.pdfaPart !== '3' || container.outputIntents === false) {
    findings.push(structureFinding('e-invoice-not-pdfa', 'warn', { part: xmp.pdfaPart ?? '' }));
  }
  return findings;
}
