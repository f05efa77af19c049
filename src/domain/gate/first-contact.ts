import type { Check } from './context.ts';
import { excerpt } from './excerpt.ts';

/** Nobody of this client ever wrote to this person: who he says he is rests on his word alone. */
export const firstContact: Check = ({ firstContact: first, message }) => {
  if (!first || !message || message.from.address === '') return [];
  const evidence = { address: excerpt(message.from.address) };
  return [{ check: 'first-contact', code: 'first-contact', level: 'warn', evidence }];
};
