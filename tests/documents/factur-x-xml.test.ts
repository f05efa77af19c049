import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readXml } from '../../src/documents/e-invoice/read-xml.ts';
import { toCii } from '../../src/documents/factur-x/cii.ts';
import type { InvoiceData, Party } from '../../src/domain/invoice.ts';
import { composeSale } from '../../src/domain/invoice/sale.ts';
import { anyDraft } from './factur-x/arbitrary.ts';
import { everyKind, sell } from './factur-x/drafts.ts';
import { brokenRules } from './factur-x/en16931.ts';

const entry = createRequire(import.meta.url).resolve('@stackforge-eu/factur-x');
const schema = path.join(path.dirname(entry), '..', 'schema', 'en16931', 'FACTUR-X_EN16931.xsd');
let xsd: XsdValidator;

beforeAll(() => {
  xmlRegisterFsInputProviders();
  using document = XmlDocument.fromBuffer(readFileSync(schema), { url: schema });
  xsd = XsdValidator.fromDoc(document);
});
afterAll(() => xsd.dispose());

describe('the XML of a sale', () => {
  test.each(Object.keys(everyKind))('%s: is valid by the schema of Factur-X 1.09, profile EN 16931', (kind) => {
    const xml = toCii(everyKind[kind]!());
    using document = XmlDocument.fromString(xml);
    expect(() => xsd.validate(document)).not.toThrow();
    expect(brokenRules(xml, { consumer: /consumer|franchise/u.test(kind) })).toEqual([]);
  });

  test.each(Object.keys(everyKind))('%s: is read back to the same fields', (kind) => {
    const sale = everyKind[kind]!();
    expect(fieldsOf(readXml(Buffer.from(toCii(sale)))?.read?.data)).toEqual(sale.data);
  });

  test('of any draft: is valid, and its sums close, wherever the draft is not refused', () => {
    const seen = { composed: 0, refused: 0 };
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const composed = composeSale(draft, 'F2026-0042');
        if ('refused' in composed) {
          seen.refused += 1;
          return;
        }
        seen.composed += 1;
        const xml = toCii(composed.sale);
        using document = XmlDocument.fromString(xml);
        xsd.validate(document);
        expect(fieldsOf(readXml(Buffer.from(xml))?.read?.data)).toEqual(composed.sale.data);
        expect(brokenRules(xml, { consumer: draft.buyer.consumer })).toEqual([]);
      }),
      { numRuns: 400, seed: 16931 },
    );
    expect(seen.composed).toBeGreaterThan(250);
    expect(seen.refused).toBeGreaterThan(5);
  });

  test.each([
    ['BR-CO-10', /(<ram:LineTotalAmount>750\.8)5(?=<\/ram:LineTotalAmount><ram:TaxBasis)/u, '$16'],
    ['BR-CO-14', /(<ram:CalculatedAmount>106\.4)9/u, '$18'],
    ['BR-CO-15', /(<ram:GrandTotalAmount>879\.1)8/u, '$19'],
    ['BR-CO-16', /(<ram:DuePayableAmount>879\.1)8/u, '$17'],
    ['BR-CO-17', /(<ram:CalculatedAmount>)106\.49/u, '$1107.49'],
    ['BR-S-08', /(<ram:BasisAmount>532\.4)5/u, '$16'],
    ['BR-27', /(<ram:ChargeAmount>)420/u, '$1-420'],
    ['BR-FR-05', /PMT/u, 'REG'],
    ['BR-DEC', /(<ram:TaxBasisTotalAmount>750\.85)/u, '$10'],
  ])('broken at one figure: %s says so', (rule, from, to) => {
    const xml = toCii(sell());
    const changed = xml.replace(from, to);
    expect(changed).not.toBe(xml);
    expect(brokenRules(changed).join(' ')).toContain(rule);
  });
});

/** The identifiers as written are the reader's own addition. */
function fieldsOf(data: InvoiceData | undefined): InvoiceData | null {
  if (!data) return null;
  const bare = ({ identifiers: _, ...party }: Party): Party => party;
  return { ...data, seller: bare(data.seller), buyer: bare(data.buyer) };
}
