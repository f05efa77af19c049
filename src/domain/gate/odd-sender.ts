import type { Check } from './context.ts';
import { excerpt } from './excerpt.ts';
import type { Finding } from './finding.ts';

/** A From made to be taken for another: two headers, or a name that is the address of another house. */
export const oddSender: Check = ({ message }) => {
  if (!message) return [];
  const { name, address } = message.from;
  const say = (code: string, evidence: Finding['evidence']): Finding[] =>
    message.defects.includes(code) ? [{ check: 'odd-sender', code, level: 'warn', evidence }] : [];
  return [
    ...say('from-name-address', { name: excerpt(name), address: excerpt(address) }),
    ...say('from-repeated', { address: excerpt(address) }),
  ];
};
