import { html } from 'hono/html';
import type { FieldPath, InvoiceFinding } from '../../../domain/invoice.ts';
import type { Html, View } from '../../view.ts';

/** What the checks of an invoice say, worst first; amounts, days and fields in the reader's own way. */
export const invoiceFindings = (view: View, findings: readonly InvoiceFinding[]): Html =>
  findings.length === 0
    ? html``
    : html`<ul class="findings" aria-label="${view.t('findings.title')}">
        ${(['stop', 'warn', 'note'] as const).flatMap((level) =>
          findings
            .filter((finding) => finding.level === level)
            .map(
              (finding) =>
                html`<li class="finding ${level}" ${level === 'stop' ? html` tabindex="-1"` : ''}>
                  <i aria-hidden="true"></i
                  ><span>
                    <b>${view.t(`level.${level}`)}</b>
                    ${view.say('finding', finding.code, shownEvidence(view, finding))}${fieldLink(view, finding)}
                  </span>
                </li>`,
            ),
        )}
      </ul>`;

/** To the first field it is about. */
const fieldLink = (view: View, { fields }: InvoiceFinding): Html =>
  fields[0] ? html` <a href="#f-${fields[0].replaceAll('.', '-')}">${view.t('invoice.see-field')}</a>` : html``;

/** Evidence is stable text: `1234.50`, `2026-11-24`, `seller.siren,number`. */
export function shownEvidence(view: View, { evidence }: Pick<InvoiceFinding, 'evidence'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(evidence).map(([key, value]) => [
      key,
      key === 'fields' ? fieldNames(view, value) : shown(view, value),
    ]),
  );
}

function shown(view: View, value: string): string {
  if (/^-?\d{1,13}\.\d\d$/u.test(value)) return view.money(Math.round(Number(value) * 100), null);
  return /^\d{4}-\d\d-\d\d$/u.test(value) ? view.calendarDay(value) : value;
}

const fieldNames = (view: View, paths: string): string =>
  [...new Set(paths.split(/,\s*/u).map((path) => fieldName(view, path)))].join(', ');

/** `vat.0.base` is the table's column. */
export function fieldName(view: View, path: FieldPath): string {
  const [first, ...rest] = path.split('.');
  const key = `invoice.field.${path}`;
  if (view.knows(key)) return view.t(key as 'invoice.field.number');
  const column = `invoice.${first}.${rest.at(-1)}`;
  if (view.knows(column)) return view.t(column as 'invoice.vat.base');
  return view.knows(`invoice.field.${first}`) ? view.t(`invoice.field.${first}` as 'invoice.field.ibans') : path;
}
