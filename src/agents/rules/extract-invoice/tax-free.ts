import { mentionWords } from '../../../domain/invoice/mention-words.ts';
import { plain } from '../../../domain/invoice/plain.ts';
import type { Row } from './sheet.ts';

/** Whether a mention says that no tax is charged: franchise, reverse charge, exemption. */
export function saysTaxFree(rows: readonly Row[]): boolean {
  const words = plain(rows.map(({ text }) => text).join('\n'));
  return [mentionWords.franchise, mentionWords.reverseCharge, noTax].some((pattern) => pattern.test(words));
}

const noTax =
  /(?:tva|vat|mwst|ust) non applicable|non assujetti|exoner(?:e|ation) de (?:la )?tva|vat exempt|steuerfrei|kleinunternehmer/u;
