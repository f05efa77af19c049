import type { FieldPath, InvoiceFinding } from '../../../invoice.ts';
import {
  absolute,
  decimalOf,
  dividedBy,
  fromWhole,
  rounded,
  shownDecimal,
  sumOf,
  times,
  type Decimal,
} from '../decimal.ts';
import type { EuropeanInvoice, EuropeanParty, VatBreakdown, Written } from '../european.ts';
import { saysBreakdown, saysLines } from '../profile.ts';
import { broken, type StructureRule } from '../rule.ts';

/** As the rules' names write the categories: K is IC, L is AF (IGIC), M is AG (IPSI). */
const ruleNames: Record<string, string> = {
  S: 'S',
  Z: 'Z',
  E: 'E',
  AE: 'AE',
  K: 'IC',
  G: 'G',
  O: 'O',
  L: 'AF',
  M: 'AG',
};
/** Taxed at a rate; the others bear no tax, and say why. */
const taxed = new Set(['S', 'L', 'M']);
const exemptByLaw = new Set(['E', 'AE', 'K', 'G', 'O']);
/** The official rules forgive a computed tax that is off by less than one unit (BR-CO-17). */
const tolerance = fromWhole(1);

/** EN 16931-1, 6.4.3: VAT categories (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O -01 … -10; BR-CO-17, BR-45 … BR-48). */
export const categories: StructureRule = (said, profile) => {
  if (!saysBreakdown(profile) || said.beforeStandard) return [];
  return [
    ...said.vat.flatMap((part, place) => [
      ...complete(part, place),
      ...computed(part, place),
      ...explained(part, place),
    ]),
    ...(saysLines(profile) ? [...used(said), ...bases(said)] : []),
    ...identified(said),
  ];
};

const named = (category: string | null): string => ruleNames[category ?? ''] ?? category ?? '';

function complete({ category, rate, base, tax }: VatBreakdown, place: number): InvoiceFinding[] {
  const field = `vat.${place}`;
  if (category !== null && !(category in ruleNames)) {
    return [broken('BR-CL-17', 'category-unknown', 'warn', [field], { category })];
  }
  const missing: [string, Written][] = [
    ['BR-45', base],
    ['BR-46', tax],
    ['BR-47', category],
    ['BR-48', category === 'O' ? '0' : rate],
  ];
  return missing
    .filter(([, there]) => there === null)
    .map(([rule]) => broken(rule, 'breakdown-incomplete', 'warn', [field], { category: category ?? '' }));
}

function computed({ category, rate, base, tax }: VatBreakdown, place: number): InvoiceFinding[] {
  const [percent, on, stated] = [decimalOf(rate) ?? 0n, decimalOf(base), decimalOf(tax)];
  if (on === null || stated === null || category === null || !(category in ruleNames)) return [];
  const name = named(category);
  const fields = [`vat.${place}.tax`, `vat.${place}.base`, `vat.${place}.rate`];
  const evidence = { category, rate: shownDecimal(percent), base: shownDecimal(on), stated: shownDecimal(stated) };
  if (!taxed.has(category)) {
    const findings: InvoiceFinding[] = [];
    if (stated !== 0n) findings.push(broken(`BR-${name}-09`, 'exempt-taxed', 'stop', fields, evidence));
    if (percent !== 0n) findings.push(broken(`BR-${name}-05`, 'exempt-rate', 'stop', fields, evidence));
    return findings;
  }
  const due = rounded(times(on, dividedBy(percent, fromWhole(100))));
  if (percent === 0n && category === 'S') return [broken('BR-S-05', 'standard-zero', 'stop', fields, evidence)];
  const off = absolute(absolute(stated) - absolute(due));
  if (off < tolerance) return [];
  return [broken('BR-CO-17', 'tax-computed', 'stop', fields, { ...evidence, computed: shownDecimal(due) })];
}

function explained({ category, exemptionReason, exemptionCode }: VatBreakdown, place: number): InvoiceFinding[] {
  if (category === null) return [];
  const why = exemptionReason !== null || exemptionCode !== null;
  if (exemptByLaw.has(category) && !why) {
    return [broken(`BR-${named(category)}-10`, 'exemption-unexplained', 'warn', [`vat.${place}`], { category })];
  }
  if (!exemptByLaw.has(category) && category in ruleNames && why) {
    return [broken(`BR-${named(category)}-10`, 'exemption-misplaced', 'note', [`vat.${place}`], { category })];
  }
  return [];
}

interface Part {
  category: string | null;
  rate: Written;
  amount: Decimal;
}

/** Lines, charges and allowances, each with its sign in the taxable base. */
function partsOf({ lines, allowances }: EuropeanInvoice): Part[] {
  const counting = lines.filter(({ subtype }) => subtype !== 'GROUP' && subtype !== 'INFORMATION');
  return [
    ...counting.map(({ category, rate, net }) => ({ category, rate, amount: decimalOf(net) ?? 0n })),
    ...allowances.map(({ category, rate, amount, charge }) => {
      const size = decimalOf(amount) ?? 0n;
      return { category, rate, amount: charge ? size : -size };
    }),
  ];
}

/** Each category of a line, charge or allowance is broken down: once for those without a rate. */
function used(said: EuropeanInvoice): InvoiceFinding[] {
  const among = new Set(partsOf(said).map(({ category }) => category));
  return Object.keys(ruleNames).flatMap((category) => {
    const count = said.vat.filter((part) => part.category === category).length;
    const wrong = among.has(category)
      ? count === 0 || (!taxed.has(category) && count > 1)
      : count > 0 && !taxed.has(category);
    return wrong ? [broken(`BR-${named(category)}-01`, 'category-breakdown', 'stop', ['vat'], { category })] : [];
  });
}

/** The taxable base of each category and rate is what its lines, charges and allowances add up to. */
function bases(said: EuropeanInvoice): InvoiceFinding[] {
  const parts = partsOf(said);
  return said.vat.flatMap(({ category, rate, base }, place): InvoiceFinding[] => {
    const stated = decimalOf(base);
    if (stated === null || category === null || !(category in ruleNames)) return [];
    const same = parts.filter(
      (part) => part.category === category && (!taxed.has(category) || decimalOf(part.rate) === decimalOf(rate)),
    );
    const sum = rounded(sumOf(same.map(({ amount }) => amount)));
    if (sum === stated) return [];
    const fields: FieldPath[] = [`vat.${place}.base`, 'lines'];
    const evidence = { category, rate: rate ?? '', stated: shownDecimal(stated), computed: shownDecimal(sum) };
    return [broken(`BR-${named(category)}-08`, 'category-base', 'stop', fields, evidence)];
  });
}

/** Who charges VAT has a number; who reverses the charge names the buyer's too (CGI art. 242 nonies A, annexe II). */
function identified(said: EuropeanInvoice): InvoiceFinding[] {
  const { seller, buyer, taxRepresentative } = said;
  const uses = new Set(said.vat.map(({ category }) => category));
  const own = vatOf(seller) || (taxRepresentative !== null && vatOf(taxRepresentative));
  const anyTax = own || seller.tax.length > 0;
  const findings: InvoiceFinding[] = [];
  const ask = (category: string, rule: string, there: boolean, code: string, field: FieldPath) => {
    if (uses.has(category) && !there) findings.push(broken(rule, code, 'warn', [field], { category }));
  };
  for (const category of ['S', 'Z', 'E', 'AE', 'L', 'M'])
    ask(category, `BR-${named(category)}-02`, anyTax, 'seller-vat-missing', 'seller.vat');
  for (const category of ['K', 'G']) ask(category, `BR-${named(category)}-02`, own, 'seller-vat-missing', 'seller.vat');
  ask('AE', 'BR-AE-02', vatOf(buyer) || buyer.legal !== null, 'buyer-vat-missing', 'buyer.vat');
  ask('K', 'BR-IC-02', vatOf(buyer), 'buyer-vat-missing', 'buyer.vat');
  ask('O', 'BR-O-02', !own && !vatOf(buyer), 'outside-vat-number', 'seller.vat');
  ask('K', 'BR-IC-12', said.deliveryCountry !== null, 'delivery-country-missing', 'deliveryDate');
  return findings;
}

const vatOf = ({ tax }: EuropeanParty): boolean => tax.some(({ scheme }) => scheme === 'VA');
