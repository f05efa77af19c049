import type { Row } from '../../bench/row.ts';
import { fields, loose, type Field, type Values } from './fields.ts';
import { proportion } from './proportion.ts';
import type { Truth } from './truth.ts';

export interface Answer {
  truth: Truth;
  /** Null: nothing was read. */
  values: Values | null;
  /** Fields that a finding or a doubt marks. */
  doubted: ReadonlySet<Field>;
  findings: string[];
}

export interface Miss {
  file: string;
  field: Field;
  expected: string[];
  got: string;
  doubted: boolean;
}

interface Scored {
  group: string;
  slice: string;
  field: Field;
  right: boolean;
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
        const got = values?.[field] ?? '';
        const right = expected.some((value) => same(value, got, field, mode));
        const sure = got !== '' && !doubted.has(field);
        const miss = right ? null : { file: truth.id, field, expected, got, doubted: doubted.has(field) };
        return [{ group: truth.group, slice: truth.slice, field, right, sure, miss }];
      }),
    );
}

function same(expected: string, got: string, field: Field, mode: Mode): boolean {
  if (expected === got) return true;
  return mode === 'rules' && field.endsWith('Name') && got !== '' && loose(expected) === loose(got);
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

export function rowsOf(scored: readonly Scored[], mode: Mode): Row[] {
  const name = `documents.${mode}`;
  const some = (wanted: readonly Field[]) => scored.filter(({ field }) => wanted.includes(field));
  const slices = [...new Set(scored.map(({ slice }) => slice))];
  return [
    ...shares(`${name}.all`, scored),
    ...shares(`${name}.header`, some(header)),
    ...shares(`${name}.totals`, some(totals)),
    ...slices.map((slice) =>
      share(
        `${name}.slice.${slice}`,
        scored.filter((one) => one.slice === slice),
      ),
    ),
    ...fields.flatMap((field) => shares(`${name}.field.${field}`, some([field]))),
    ...(mode === 'rules' ? [surely(`${name}.surely-right`, scored)] : []),
  ].filter(({ n }) => n > 0);
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
