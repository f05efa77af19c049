import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDocument } from '../../src/documents/read-document.ts';
import { validFrenchVat } from '../../src/domain/identifiers/vat.ts';
import { answerStructured } from '../evals/documents/answer.ts';
import { score, type Answer } from '../evals/documents/score.ts';
import { readTruth } from '../evals/documents/truth.ts';
import { corporaFolder, sayFigure } from '../support/corpora.ts';

const documents = path.join(corporaFolder ?? '', 'documents');

/** Of `most` documents of one issuer and layout in a set: `npm run eval:documents` reads them all. Two at a time, as each waits for a process. */
async function answers(name: string, most = Infinity): Promise<Answer[]> {
  const met = new Map<string, number>();
  const truths = (await readTruth(path.join(documents, name))).filter(({ slice, group }) => {
    const key = `${slice} ${group}`;
    met.set(key, (met.get(key) ?? 0) + 1);
    return (met.get(key) ?? 0) <= most;
  });
  const found: Answer[] = [];
  for (let at = 0; at < truths.length; at += 2)
    found.push(...(await Promise.all(truths.slice(at, at + 2).map(answerStructured))));
  return found;
}

let hybrid: Answer[];
beforeAll(async () => {
  hybrid = await answers('truth.jsonl', 1);
}, 300_000);

test('hybrid PDFs: every field of the XML, exactly', () => {
  const scored = score(hybrid, 'structured');
  const misses = scored.flatMap(({ miss }) => miss ?? []);
  sayFigure('e-invoices in PDF, fields exact', scored.length - misses.length, scored.length);
  expect(misses).toEqual([]);
});

test('XML files: every field, exactly', async () => {
  const scored = score(await answers('truth-xml.jsonl'), 'structured');
  const misses = scored.flatMap(({ miss }) => miss ?? []);
  sayFigure('e-invoices in XML, fields exact', scored.length - misses.length, scored.length);
  expect(misses).toEqual([]);
});

/** Families of the official rules that native code checks; the code lists and the free text of others it leaves to validators. */
const native =
  /^BR-(?:0\d|1\d|2[1-8]|33|38|4[2-8]|5[35]|CO-(?:04|1\d|25|26)|DEC|CL-17|(?:S|Z|E|AE|IC|G|O|AF|AG)-(?:01|02|05|08|09|10)|FR-(?:0[1-9]|1[0-6]|21|32-LEGALID|CO-|DEC-03_BT-146))/u;

test('official verdicts: what native checks see of the rules they know', () => {
  let seen = 0;
  let asked = 0;
  const silent: string[] = [];
  for (const { truth, values, findings } of hybrid) {
    const full = (truth.expected.profile?.[0] ?? '').startsWith('urn:cen.eu:en16931');
    const french = truth.slice.startsWith('fr-');
    if (!truth.fatal || !values || !full) continue;
    const rules = [...truth.fatal.cen, ...(french ? truth.fatal.brfr : [])].filter((rule) => native.test(rule));
    asked += rules.length;
    seen += rules.filter((rule) => findings.some((each) => each.split(' ').includes(rule))).length;
    if (rules.length > 0 && findings.length === 0) silent.push(truth.id);
  }
  sayFigure('fatal verdicts of the rules that native code knows, seen', seen, asked);
  expect(silent).toEqual([]);
});

/** How each edge case is answered: the code that says why. Empty: nothing to say. */
const verdicts: Record<string, string[]> = {
  'OK-001': [],
  'PDF-001': ['xml-missing'],
  'PDF-002': ['name'],
  'PDF-003': ['relationship-missing'],
  'PDF-004': ['relationship'],
  'PDF-005': ['xmp-missing'],
  'PDF-006': ['xmp-profile'],
  'PDF-007': ['not-pdfa'],
  'PDF-008': ['not-associated'],
  'XML-001': ['xml-malformed'],
  'XML-002': ['xml-namespace'],
  'XML-003': ['xml-encoding'],
  'XML-004': ['missing-profile'],
  'CALC-001': ['sum-gross', 'sum-due'],
  'CALC-002': ['sum-lines', 'sum-net'],
  'CALC-003': ['sum-tax', 'sum-due'],
  'CALC-004': ['decimals', 'category-base'],
  'CALC-005': ['category-base'],
  'CALC-006': ['exemption-unexplained'],
  'IDENT-001': [],
  'IDENT-002': ['vat-key'],
  'IDENT-003': ['seller-vat-missing'],
  'DATA-001': ['date-malformed'],
  'DATA-002': ['date-malformed'],
  'DATA-003': ['due-before-issue'],
  'DATA-004': ['missing-currency'],
  'DATA-005': ['number-malformed'],
  'DATA-006': ['price-negative'],
  'PRF-001': ['profile-content'],
  'PRF-002': ['profile-unknown'],
  'RBT-001': [],
  'RBT-002': ['xml-malformed'],
};

/** The levels that say the manifest's verdict. The two warnings that the identifiers' checks give come without one here. */
const allowed = {
  acceptation: ['nothing', 'note'],
  avertissement: ['nothing', 'note', 'warn'],
  rejet: ['warn', 'stop'],
};

describe('fr-cas-limites, case by case', () => {
  const folder = path.join(documents, 'fr-cas-limites');
  test.each(Object.entries(verdicts))('%s: %j', async (reference, codes) => {
    const manifest = JSON.parse(await readFile(path.join(folder, 'manifeste.json'), 'utf8')) as {
      cas: { ref: string; attendu: 'acceptation' | 'avertissement' | 'rejet' }[];
    };
    const read = await readDocument(await readFile(path.join(folder, reference, 'facture.pdf')), 'facture.pdf');
    const structured = 'structured' in read ? read.structured : null;
    const findings = structured?.findings ?? [];
    const said = findings.map(({ code }) => code.replace('e-invoice-', ''));
    // The French key is asked of every invoice, whoever read it (identifiers/vat.ts).
    const vat = structured?.read?.data.seller.vat;
    if (vat && !validFrenchVat(vat)) said.push('vat-key');
    expect(said).toEqual(expect.arrayContaining(codes));
    const verdict = manifest.cas.find(({ ref }) => ref === reference)?.attendu ?? 'rejet';
    const worst = ['stop', 'warn', 'note'].find((level) => findings.some((finding) => finding.level === level));
    expect(allowed[verdict]).toContain(worst ?? 'nothing');
  });
});
