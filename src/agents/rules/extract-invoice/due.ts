import type { Cents } from '../../../domain/invoice.ts';
import type { LabelledAmount } from './amounts.ts';
import { choicesOf, printedAs, type Choice } from './choices.ts';

/** What is left to pay, and what was taken off or added before: the two that fit gross, else the plainest. */
export function readDue(
  amounts: readonly LabelledAmount[],
  gross: Choice | null,
): { due: Choice | null; deducted: Choice | null } {
  const dues = choicesOf(amounts, { due: 1 });
  const taken = choicesOf(amounts, { deducted: 1, added: 1 }).filter(({ cents }) => cents !== 0);
  const [due = null] = dues;
  const [deducted = null] = taken;
  if (!gross) return { due, deducted };
  const fitting = dues.flatMap((one) =>
    taken
      .filter((two) => gross.cents - one.cents === deductedOf(two, gross.cents))
      .map((two) => ({ due: one, deducted: two })),
  );
  const same = dues.find(({ cents }) => cents === gross.cents);
  if (fitting[0] || same || !due || deducted)
    return fitting[0] ?? (same ? { due: same, deducted: null } : { due, deducted });
  // A label of two lines: the minus says that it is taken off.
  return { due, deducted: gross.cents > 0 ? printedAs(amounts, due.cents - gross.cents, 0) : null };
}

/** A deposit is printed with or without its minus; an earlier balance is added. */
export function deductedOf({ cents, spots }: Choice, gross: Cents): Cents {
  if (spots[0]?.label === 'added') return -Math.abs(cents) * signOf(gross);
  return signOf(gross) * Math.abs(cents);
}

const signOf = (gross: Cents): number => (gross < 0 ? -1 : 1);
