import type { FieldPath, InvoiceFinding } from '../../../invoice.ts';
import type { WrittenDay } from '../european.ts';
import { broken, type StructureRule } from '../rule.ts';

/** Deposits, and frames B2, S2, M2 (already paid), may be due before they are issued (XP Z12-012, BR-FR-CO-07). */
const deposits = new Set(['386', '500', '503']);
const alreadyPaid = new Set(['B2', 'S2', 'M2']);

/** Every date is a day of the calendar, in the syntax's own format: 20260915 (CII, format 102) or 2026-09-15 (UBL). */
export const days: StructureRule = (said) => {
  const { issued, due, delivered, otherDays } = said;
  const named: [WrittenDay | null, FieldPath[], string][] = [
    [issued, ['issueDate'], 'BR-FR-03_BT-2'],
    [due, ['dueDate'], 'BR-FR-03_BT-9'],
    [delivered, ['deliveryDate'], 'BR-FR-03_BT-72'],
    ...said.preceding.map(({ issued: cited }): [WrittenDay | null, FieldPath[], string] => [
      cited,
      [],
      'BR-FR-03_BT-26',
    ]),
  ];
  const findings = named.flatMap(([day, fields, rule]) => (day ? judged(day, fields, rule) : []));
  const already = new Set(named.map(([day]) => day?.written));
  for (const other of otherDays) if (!already.has(other.written)) findings.push(...judged(other, [], 'BR-FR-03'));
  const early = due?.day && issued?.day && due.day < issued.day;
  if (early && !deposits.has(said.typeCode ?? '') && !alreadyPaid.has(said.process ?? '')) {
    const evidence = { issued: issued.day ?? '', due: due.day ?? '' };
    findings.push(broken('BR-FR-CO-07_BT-9', 'due-before-issue', 'warn', ['dueDate'], evidence));
  }
  return findings;
};

function judged({ written, format, day }: WrittenDay, fields: FieldPath[], rule: string): InvoiceFinding[] {
  const evidence = { value: written.slice(0, 40) };
  if (day === null) return [broken(rule, 'date-malformed', 'warn', fields, evidence)];
  // A CII date without its format is read as the only one allowed.
  return format === null && !written.includes('-')
    ? [broken('CII-DT-013', 'date-format', 'note', fields, evidence)]
    : [];
}
