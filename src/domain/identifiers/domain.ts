import { getDomain } from 'tldts';

/** The domain somebody bought ("mail.banque.co.uk" → "banque.co.uk"), lower case; null for an address or IP that has none. */
export function registrableDomain(hostOrAddress: string): string | null {
  const host = hostOrAddress.slice(hostOrAddress.lastIndexOf('@') + 1).trim();
  return getDomain(host, { allowPrivateDomains: true })?.toLowerCase() ?? null;
}

export function sameDomain(a: string, b: string): boolean {
  const domain = registrableDomain(a);
  return domain !== null && domain === registrableDomain(b);
}
