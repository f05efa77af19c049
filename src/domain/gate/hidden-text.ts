import type { Check } from './context.ts';
import { excerpt } from './excerpt.ts';

/** Words a person cannot see and a model may: the classic way to give orders to an agent by mail. */
export const hiddenText: Check = ({ message }) => {
  const hidden = message?.hiddenText ?? '';
  if (!/[\p{L}\p{N}]/u.test(hidden)) return [];
  return [{ check: 'hidden-text', code: 'hidden-text', level: 'warn', evidence: { text: excerpt(hidden) } }];
};
