import type { Row } from '../../bench/row.ts';
import { fields, type Field, type Values } from './fields.ts';
import { halfOf, type Half } from './halves.ts';
import { proportion } from './proportion.ts';
import { heldAgainst, placeOfLegalId, sameOnPage } from './same.ts';
import type { Truth } from './truth.ts';

export interface Answer {
  truth: Truth;
  /** Null: nothing was read. */
  values: Values | null;
  /** Fields that a finding or a doubt marks. */
  doubted: ReadonlySet<Field>;
  /** Level, code and official rule of each. */
  findings: string[];
}

export interface Miss {
  file: string;
  half: Half;
  field: Field;
  expected: string[];
  got: string;
  doubted: boolean;
}

interface Scored {
  format: Truth['format'];
  group: string;
  half: Half;
  slice: string;
  field: Field;
  right: boolean;
  /** Anything was read. */
  read: boolean;
  /** Shown as if it were sure. */
  sure: boolean;
  miss: Miss | null;
}

export type Mode = 'structured' | 'rules';

/** Every field that counts in this mode, right or missed. */
export function score(answers: readonly Answer[], mode: Mode): Scored[] {
  return answers
    .filter(({ truth }) => !truth.deliberatelyWrong)
    .flatMap(({ truth, values, doubted }) =>
      fields.flatMap((field): Scored[] => {
        const expected = truth.expected[field];
        if (!expected || (mode === 'rules' && !truth.visible(field))) return [];
        const page = mode === 'rules';
        const got = page ? heldAgainst(field, expected, values ?? {}) : (values?.[field] ?? '');
        // Of the XML nothing is forgiven.
        const right = expected.some((value) => (page ? sameOnPage(value, got, field, truth) : value === got));
        const doubt = doubted.has(page ? placeOfLegalId(field, expected) : field);
        const read = got !== '';
        const sure = read && !doubt;
        const half = halfOf(truth.group);
        const miss = right ? null : { file: truth.id, half, field, expected, got, doubted: doubt };
        return [{ format: truth.format, group: truth.group, half, slice: truth.slice, field, right, read, sure, miss }];
      }),
    );
}

/** The header fields of issue line 2, and the totals among them. */
const header: readonly Field[] = [
  'number',
  'issueDate',
  'dueDate',
  'sellerName',
  'totalNet',
  'totalTax',
  'totalGross',
  'sellerVat',
  'iban',
];
const totals: readonly Field[] = ['totalNet', 'totalTax', 'totalGross'];
const amounts: readonly Field[] = [...totals, 'amountDue'];

export function rowsOf(scored: readonly Scored[], mode: Mode): Row[] {
  const name = `documents.${mode}`;
  const some = (wanted: readonly Field[]) => scored.filter(({ field }) => wanted.includes(field));
  const inSlices = mode === 'rules' ? some(header) : scored;
  const slices = Map.groupBy(inSlices, ({ slice }) => slice);
  const rows = [
    ...shares(`${name}.all`, scored),
    ...shares(`${name}.header`, some(header)),
    ...shares(`${name}.totals`, some(totals)),
    ...[...slices].flatMap(([slice, members]) => shares(`${name}.slice.${slice}`, members)),
    ...fields.flatMap((field) => shares(`${name}.field.${field}`, some([field]))),
    surely(`${name}.surely-right`, scored),
    surely(`${name}.surely-right.money`, some([...amounts, 'iban'])),
    shownSure(`${name}.right-shown-sure`, scored),
    ...(mode === 'rules' ? halvesOf(name, scored) : []),
  ];
  return rows.filter(({ n }) => n > 0).map((row) => withTarget(row, mode, scored[0]?.format));
}

/** The half that rules are made on and the half that nobody looks at while making them. */
function halvesOf(name: string, scored: readonly Scored[]): Row[] {
  return (['tuned', 'held-out'] as const).flatMap((half) => {
    const own = scored.filter((one) => one.half === half);
    const some = (wanted: readonly Field[]) => own.filter(({ field }) => wanted.includes(field));
    return [
      share(`${name}.${half}.header`, some(header)),
      share(`${name}.${half}.totals`, some(totals)),
      share(`${name}.${half}.kind`, some(['kind'])),
      surely(`${name}.${half}.surely-right`, own),
      shownSure(`${name}.${half}.right-shown-sure`, own),
    ];
  });
}

/** What issue 4 asks, in percent. */
const targets: Record<Mode, Record<string, number>> = {
  structured: { all: 100 },
  rules: { 'surely-right': 99.5, 'field.kind': 95, 'slice.text': 85, 'slice.scan': 75 },
};
/** Of totals only the hybrid PDFs are asked; the layouts' header by their media, as slices. */
const pageTargets: Record<Truth['format'], Record<string, number>> = {
  structured: { header: 90, totals: 97 },
  templates: { header: 80 },
  layouts: {},
};

function withTarget(row: Row, mode: Mode, format: Truth['format'] = 'structured'): Row {
  const about = row.name.slice(`documents.${mode}.`.length);
  const asked = mode === 'rules' ? pageTargets[format][about] : undefined;
  const target = asked ?? targets[mode][about];
  return target === undefined ? row : { ...row, target, ok: row.value >= target };
}

/** Of single fields, and averaged over groups, each of which counts once. */
const shares = (name: string, scored: readonly Scored[]): Row[] => [
  share(name, scored),
  groupShare(`${name}.by-group`, scored),
];

const share = (name: string, scored: readonly Scored[]): Row => ({
  name,
  unit: '%',
  ...proportion(scored.filter(({ right }) => right).length, scored.length),
});

function groupShare(name: string, scored: readonly Scored[]): Row {
  const groups = Map.groupBy(scored, ({ group }) => group);
  const good = [...groups.values()].reduce(
    (total, members) => total + members.filter(({ right }) => right).length / members.length,
    0,
  );
  return { name, unit: '%', ...proportion(good, groups.size) };
}

/** "Never surely wrong": of the values shown without a finding and without a doubt, the share that is right. */
function surely(name: string, scored: readonly Scored[]): Row {
  const shown = scored.filter(({ sure }) => sure);
  return share(name, shown);
}

/** Of the right values the share that is shown as sure: doubt that is cast on everything would be worth nothing. */
function shownSure(name: string, scored: readonly Scored[]): Row {
  const right = scored.filter((one) => one.right && one.read);
  return { name, unit: '%', ...proportion(right.filter(({ sure }) => sure).length, right.length) };
}
