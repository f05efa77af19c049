import { sameAddress, type Address, type SenderDoubt } from '../../mail.ts';
import { addressesIn } from './written-address.ts';

/** Read in one glance; the free field takes any other. */
const most = 5;

export interface Doubtful {
  senderDoubt: SenderDoubt | null;
  from: Address | null;
  /** Other readings of its From. */
  alsoFrom: Address[];
  replyTo: Address[];
  text: string;
}

/** Whom a message in doubt may come from: what its header says, then every address in its words that is not the client's own. */
export function senderCandidates({ senderDoubt, from, alsoFrom, replyTo, text }: Doubtful, own: string[]): Address[] {
  if (!senderDoubt) return [];
  const written = addressesIn(text).map((address): Address => ({ name: '', address }));
  const found: Address[] = [];
  for (const person of [...(from ? [from] : []), ...alsoFrom, ...replyTo, ...written]) {
    const taken = [...own, ...found.map((each) => each.address)];
    if (!taken.some((address) => sameAddress(address, person.address))) found.push(person);
  }
  return found.slice(0, most);
}
