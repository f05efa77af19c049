import { digits, validSiren, validSiret } from '../../identifiers/siren.ts';
import { foreignVatShape, validFrenchVat } from '../../identifiers/vat.ts';
import type { InvoiceFinding, Party } from '../../invoice.ts';
import type { InvoiceCheck } from '../context.ts';
import { sayFor } from '../say.ts';

const say = sayFor('identifiers');

/** Keys of every number, and whether those of one party belong together. The seller's must be right: the VAT is deducted on them. */
export const identifiers: InvoiceCheck = ({ read: { data } }) => [
  ...ofParty('seller', data.seller),
  ...ofParty('buyer', data.buyer),
  ...(data.payee ? ofParty('payee', data.payee) : []),
];

function ofParty(role: 'seller' | 'buyer' | 'payee', { siren, siret, vat }: Party): InvoiceFinding[] {
  const level = role === 'seller' ? 'stop' : 'warn';
  const field = (name: string): string => `${role}.${name}`;
  const findings: InvoiceFinding[] = [];
  if (siren && !validSiren(siren)) findings.push(say('siren-invalid', level, [field('siren')], { siren }));
  if (siret && !validSiret(siret)) findings.push(say('siret-invalid', level, [field('siret')], { siret }));
  if (siren && siret && !digits(siret).startsWith(digits(siren)))
    findings.push(say('siret-of-another', level, [field('siren'), field('siret')], { siren, siret }));
  if (vat) findings.push(...ofVat(vat, siren ?? (siret ? digits(siret).slice(0, 9) : null)));
  return findings;

  function ofVat(number: string, own: string | null): InvoiceFinding[] {
    if (!number.toUpperCase().startsWith('FR'))
      return foreignVatShape(number) === false ? [say('vat-shape', 'warn', [field('vat')], { vat: number })] : [];
    const within = digits(number).slice(4);
    if (!validFrenchVat(number)) return [say('vat-invalid', level, [field('vat')], { vat: number })];
    if (own && !within.startsWith('000') && digits(own) !== within)
      return [say('vat-of-another', level, [field('vat'), field('siren')], { vat: number, siren: own })];
    return [];
  }
}
