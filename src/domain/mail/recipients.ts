import { sameAddress, type Address } from '../mail.ts';

export interface Answered {
  from: Address | null;
  replyTo: Address[];
  to: Address[];
  cc: Address[];
}

/**
 * To and Cc of an answer, as a person's "reply all" gives them: Reply-To (else From) in To, everybody else once in Cc,
 * the client's own addresses nowhere. `own` lists them. A model has no say in it.
 */
export function recipientsOf(answered: Answered, own: string[]): { to: Address[]; cc: Address[] } {
  const to = answered.replyTo.length > 0 ? answered.replyTo : answered.from ? [answered.from] : [];
  const taken = [...own];
  const fresh = (person: Address) => {
    if (person.address === '' || taken.some((address) => sameAddress(address, person.address))) return false;
    taken.push(person.address);
    return true;
  };
  return { to: to.filter(fresh), cc: [...answered.to, ...answered.cc].filter(fresh) };
}
