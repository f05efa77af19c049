import { domainToASCII } from 'node:url';
import { sameDomain } from '../domain/identifiers/domain.ts';
import { providerOfDomain, providerOfMx, type ProviderKey, type ServerPlace } from '../domain/mail/providers.ts';
import { chooseRecord, type SrvRecord } from './autoconfig/choose-record.ts';

/** What of node:dns/promises is asked; a test gives a resolver of its own. */
export interface DnsResolver {
  resolveMx(domain: string): Promise<{ exchange: string; priority: number }[]>;
  resolveSrv(name: string): Promise<SrvRecord[]>;
}

/** Where an address's servers are. */
export type FoundServers =
  | { by: 'domain' | 'mx'; provider: ProviderKey }
  | {
      by: 'srv';
      imap: ServerPlace | null;
      smtp: ServerPlace | null;
      /** A server of another domain than the address: RFC 6186 6 wants a person to agree, DNS being forgeable. */
      foreign: boolean;
    };

/** A form waits for this; a resolver that is away must not hold it longer. */
const LIMIT_MS = 5_000;

/**
 * The servers of an address: by its domain, by where its domain's mail goes (MX), by what the domain publishes (SRV, RFC 6186
 * and 8314). Null when nothing is known, nothing answers in time, or `resolver` is null and only DNS would tell. Never throws,
 * and asks nothing but DNS: a hostile address makes us fetch nothing.
 */
export function createAutoconfig({ resolver, limitMs = LIMIT_MS }: { resolver: DnsResolver | null; limitMs?: number }) {
  return async (address: string): Promise<FoundServers | null> => {
    const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1).trim());
    if (domain === '' || !domain.includes('.')) return null;
    const known = providerOfDomain(domain);
    if (known) return { by: 'domain', provider: known };
    if (!resolver) return null;
    return Promise.race([byDns(resolver, domain), silence(limitMs)]);
  };
}

async function byDns(resolver: DnsResolver, domain: string): Promise<FoundServers | null> {
  const srv = (service: string) => orNone(resolver.resolveSrv(`_${service}._tcp.${domain}`));
  const [mx, imaps, imap, submissions, submission] = await Promise.all([
    orNone(resolver.resolveMx(domain)),
    srv('imaps'),
    srv('imap'),
    srv('submissions'),
    srv('submission'),
  ]);
  const hosts = mx.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
  const provider = providerOfMx(hosts);
  if (provider) return { by: 'mx', provider };
  // RFC 8314 3.3: implicit TLS before STARTTLS.
  const incoming = placeOf(imaps, true) ?? placeOf(imap, false);
  const outgoing = placeOf(submissions, true) ?? placeOf(submission, false);
  if (!incoming && !outgoing) return null;
  const foreign = [incoming, outgoing].some((place) => place !== null && !sameDomain(place.host, domain));
  return { by: 'srv', imap: incoming, smtp: outgoing, foreign };
}

function placeOf(records: SrvRecord[], secure: boolean): ServerPlace | null {
  const chosen = chooseRecord(records);
  return chosen && { host: chosen.name.toLowerCase().replace(/\.$/u, ''), port: chosen.port, secure };
}

/** No such name, no such record, a server that fails: each means that DNS says nothing. */
const orNone = <T>(asked: Promise<T[]>): Promise<T[]> => asked.catch(() => []);

const silence = (ms: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });
