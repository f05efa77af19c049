import type { Level } from '../../gate/finding.ts';
import type { InvoiceCheck } from '../context.ts';
import { isClient } from '../party.ts';
import { sayFor } from '../say.ts';

const say = sayFor('parties');

/** An invoice to pay is addressed to this client, one to be paid is issued by it; both names stand on it (242 nonies A I 1°). */
export const parties: InvoiceCheck = ({ client, direction, read: { data } }) => {
  const [own, other] = direction === 'purchase' ? (['buyer', 'seller'] as const) : (['seller', 'buyer'] as const);
  const evidence = { name: data[own].name, client: client.name };
  const findings = [];
  const across = isClient(data[other], client);
  if (across.is === 'yes') findings.push(say(`${other}-is-client`, 'stop', fieldsOf(other), { client: client.name }));
  const { is } = isClient(data[own], client);
  const level: Partial<Record<typeof is, Level>> = { no: 'stop', alike: 'warn', unknown: 'warn' };
  const code = { yes: '', no: `${own}-other`, alike: `${own}-alike`, unknown: `${own}-unknown` }[is];
  if (level[is]) findings.push(say(code, level[is], fieldsOf(own), evidence));
  return findings;
};

const fieldsOf = (party: 'seller' | 'buyer'): string[] => [`${party}.name`, `${party}.siren`, `${party}.vat`];
