import type { Sale } from '../../domain/invoice/sale.ts';
import { agreementOf } from './cii/agreement.ts';
import { deliveryOf } from './cii/delivery.ts';
import { lineOf } from './cii/line.ts';
import { settlementOf } from './cii/settlement.ts';
import { dateTime } from './cii/values.ts';
import { element } from './xml.ts';

/** BT-24: the whole of EN 16931, nothing beside it. */
const guideline = 'urn:cen.eu:en16931:2017';
const namespaces = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
};

/** The UN/CEFACT Cross Industry Invoice of a sale, with the elements in the order of the schema. */
export function toCii(sale: Sale): string {
  const { draft, process, number, typeCode, notes } = sale;
  const root = element(
    'rsm:CrossIndustryInvoice',
    [
      element('rsm:ExchangedDocumentContext', [
        element('ram:BusinessProcessSpecifiedDocumentContextParameter', [element('ram:ID', process)]),
        element('ram:GuidelineSpecifiedDocumentContextParameter', [element('ram:ID', guideline)]),
      ]),
      element('rsm:ExchangedDocument', [
        element('ram:ID', number),
        element('ram:TypeCode', typeCode),
        element('ram:IssueDateTime', [dateTime(draft.issueDate)]),
        ...notes.map(({ text, subject }) =>
          element('ram:IncludedNote', [element('ram:Content', text), element('ram:SubjectCode', subject)]),
        ),
      ]),
      element('rsm:SupplyChainTradeTransaction', [
        ...sale.lines.map(lineOf),
        agreementOf(draft),
        deliveryOf(draft),
        settlementOf(sale),
      ]),
    ],
    namespaces,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
