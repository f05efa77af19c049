import type { Found } from './found.ts';
import { gap } from './gap.ts';
import { findReferenceLabels, type ReferenceLabel } from './labels.ts';
import { cluesOf, meaningOf, type NumberClues } from './meaning.ts';
import { codeIn, lastCode, type Code } from './codes.ts';
import { placesOf, type Row } from './sheet.ts';
import type { Hit } from './tokens.ts';

interface Reference extends Code {
  row: Row;
  label: ReferenceLabel;
  weight: number;
}

export interface References {
  number: Found<string> | null;
  order: Found<string> | null;
  credited: Found<string> | null;
}

/** The invoice's own number, the order's, and that of the invoice it corrects. */
export function readReferences(rows: readonly Row[]): References {
  const labels = rows.map(({ tokens }) => findReferenceLabels(tokens));
  const clues = rows.map((row) => cluesOf(row, labels[row.index] ?? []));
  const all = rows.flatMap((row) => referencesOf(rows, clues, row, labels[row.index] ?? []));
  const credited = best(all, { credited: 1, cited: 0.6 });
  const order = best(all, { order: 1 });
  const number = best(
    all.filter(({ value }) => value !== credited?.value),
    { number: 1, kind: 0.8, weak: 0.45 },
  );
  return { number, order, credited };
}

function referencesOf(
  rows: readonly Row[],
  clues: readonly NumberClues[],
  row: Row,
  hits: readonly Hit<ReferenceLabel>[],
): Reference[] {
  return hits.flatMap((hit, place) => {
    if (hit.means === 'other') return [];
    const until = hits[place + 1]?.start ?? row.text.length;
    const beside = codeIn(row, hit.end, until);
    const means = meaningOf(clues, row, { before: hits[place - 1], hit, beside });
    if (beside) return [{ ...beside, row, label: means, weight: 3 - gap(row, hit, beside.start) }];
    const below = under(rows, row, hit);
    if (below) return [{ ...below, label: means, weight: 2 }];
    const last = means === 'kind' ? lastCode(row, hit.end) : null;
    return last ? [{ ...last, row, label: means, weight: 2 }] : [];
  });
}

/** The value below a label that heads a column. */
function under(rows: readonly Row[], row: Row, hit: Hit<ReferenceLabel>): Omit<Reference, 'label' | 'weight'> | null {
  const cell = row.cells.find(({ start, end }) => start <= hit.start && end >= hit.end);
  if (!cell || hit.start > cell.start + 2) return null;
  for (const below of rows.slice(row.index + 1, row.index + 3)) {
    if (below.page !== row.page) return null;
    const match = below.cells.find(({ box }) => box.left < cell.box.right && box.right > cell.box.left);
    if (!match) continue;
    const words = below.text.slice(match.start, match.end);
    const value = codeIn(below, match.start, match.end);
    return value && words.length < 30 ? { ...value, row: below } : null;
  }
  return null;
}

function best(all: readonly Reference[], fits: Partial<Record<ReferenceLabel, number>>): Found<string> | null {
  const often = Map.groupBy(all, ({ value }) => value);
  const ranked = all
    .flatMap((one) => {
      const fit = fits[one.label] ?? 0;
      const weight =
        fit * one.weight -
        Math.min(0.6, one.row.index / 300) -
        (one.value.length < 3 ? 1.2 : 0) +
        ((often.get(one.value)?.length ?? 0) > 1 ? 0.4 : 0);
      return fit > 0 && weight > 0 ? [{ ...one, weight }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight);
  const [first] = ranked;
  if (!first) return null;
  const rival = ranked.find(({ value }) => value !== first.value);
  const sure =
    first.value.length > 2 && !first.cut && first.weight > 1.5 && (!rival || first.weight - rival.weight > 0.5);
  return { value: first.value, places: placesOf(first.row, first), sure };
}
