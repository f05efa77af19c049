import type { Address } from '../domain/mail.ts';
import { addressKey } from '../domain/mail/address.ts';
import type { Card } from '../store/listings/card.ts';

/** Whom the person may mean: everybody in the thread first, then the client's people and its contacts, each once. */
export function suggestionsFor({ message, thread, client, from }: Card, contacts: Address[]): Address[] {
  const involved = [message, ...thread].flatMap((each) => [each.from, ...each.replyTo, ...each.to, ...each.cc]);
  const people = client.profile.people.map(({ name, email }) => ({ name, address: email }));
  const seen = new Set([from.address, client.address, ''].map(addressKey));
  return [...involved, ...people, ...contacts].filter((person): person is Address => {
    const key = addressKey(person?.address ?? '');
    return !seen.has(key) && Boolean(seen.add(key));
  });
}
