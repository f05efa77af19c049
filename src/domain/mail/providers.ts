/** How a mailbox signs in: with a password, or XOAUTH2 with a refresh token of the provider. */
export type SignIn = 'password' | 'google' | 'microsoft';

/** Who files the copy in Sent: the provider itself, Parapheur, or not known: look first, then file. */
export type SentCopy = 'server' | 'parapheur' | 'watch';

/** Where a server listens. `secure`: TLS from the first byte (RFC 8314), else STARTTLS. */
export interface ServerPlace {
  host: string;
  port: number;
  secure: boolean;
}

export interface Provider {
  name: string;
  imap: ServerPlace;
  smtp: ServerPlace;
  sentCopy: SentCopy;
  /** The first is the one to prefer. */
  signIn: readonly SignIn[];
  /** What the servers call the person: the whole address, or what stands before the @. */
  user: 'address' | 'local';
  /** Domains whose addresses it gives out. */
  domains: readonly string[];
  /** Ends of the MX names by which a domain of one's own is known to be kept there. */
  mx: readonly string[];
  /** Where the person makes what she is asked for (an application password); null: nowhere in particular. */
  page: string | null;
}

const tls = (host: string, port: number): ServerPlace => ({ host, port, secure: true });
const startTls = (host: string, port = 587): ServerPlace => ({ host, port, secure: false });
const password = ['password'] as const;

/**
 * The providers met in France. Hosts and ports as the providers publish them and as Mozilla's ISPDB has them; what a person
 * must do first stands in the locales under `provider.<key>`. Sent: plain SMTP files nothing (RFC 5321 knows no folders);
 * `server` where the provider is known to file (Gmail: wildduck's wiki “Gmail sending”; Exchange: Nextcloud's admin manual,
 * “Avoid duplicate sent messages”), `watch` where it hangs on the person's own setting or the reports disagree (Yahoo:
 * mailcore2 724; Zoho: nylas/sync-engine 365; Fastmail).
 */
export const providers = {
  ovh: {
    name: 'OVHcloud',
    imap: tls('ssl0.ovh.net', 993),
    smtp: tls('ssl0.ovh.net', 465),
    sentCopy: 'parapheur',
    signIn: password,
    user: 'address',
    domains: [],
    mx: ['mail.ovh.net', 'ovh.net'],
    page: null,
  },
  ionos: {
    name: 'Ionos',
    imap: tls('imap.ionos.fr', 993),
    smtp: tls('smtp.ionos.fr', 465),
    sentCopy: 'parapheur',
    signIn: password,
    user: 'address',
    domains: [],
    mx: ['ionos.fr', 'ionos.com', '1and1.fr', 'kundenserver.de'],
    page: null,
  },
  orange: {
    name: 'Orange',
    imap: tls('imap.orange.fr', 993),
    smtp: tls('smtp.orange.fr', 465),
    sentCopy: 'parapheur',
    signIn: password,
    user: 'address',
    domains: ['orange.fr', 'wanadoo.fr', 'voila.fr'],
    mx: ['orange.fr', 'wanadoo.fr'],
    page: null,
  },
  free: {
    name: 'Free',
    imap: tls('imap.free.fr', 993),
    smtp: tls('smtp.free.fr', 465),
    sentCopy: 'parapheur',
    signIn: password,
    user: 'local',
    domains: ['free.fr', 'aliceadsl.fr', 'libertysurf.fr'],
    mx: ['free.fr'],
    page: null,
  },
  sfr: {
    name: 'SFR',
    imap: tls('imap.sfr.fr', 993),
    smtp: tls('smtp.sfr.fr', 465),
    sentCopy: 'parapheur',
    signIn: password,
    user: 'address',
    domains: ['sfr.fr', 'neuf.fr', 'cegetel.net', 'club-internet.fr', '9online.fr', 'numericable.fr'],
    mx: ['sfr.fr'],
    page: null,
  },
  gandi: {
    name: 'Gandi',
    imap: tls('mail.gandi.net', 993),
    smtp: tls('mail.gandi.net', 465),
    sentCopy: 'parapheur',
    signIn: password,
    user: 'address',
    domains: [],
    mx: ['mail.gandi.net'],
    page: null,
  },
  infomaniak: {
    name: 'Infomaniak',
    imap: tls('mail.infomaniak.com', 993),
    smtp: tls('mail.infomaniak.com', 465),
    sentCopy: 'parapheur',
    signIn: password,
    user: 'address',
    domains: ['ik.me', 'ikmail.com', 'etik.com'],
    mx: ['infomaniak.ch', 'infomaniak.com'],
    page: 'https://manager.infomaniak.com/',
  },
  laposte: {
    name: 'La Poste',
    imap: tls('imap.laposte.net', 993),
    smtp: tls('smtp.laposte.net', 465),
    sentCopy: 'parapheur',
    signIn: password,
    user: 'local',
    domains: ['laposte.net'],
    mx: ['laposte.net'],
    page: 'https://www.laposte.net/',
  },
  gmail: {
    name: 'Gmail',
    imap: tls('imap.gmail.com', 993),
    smtp: tls('smtp.gmail.com', 465),
    sentCopy: 'server',
    signIn: ['google', 'password'],
    user: 'address',
    domains: ['gmail.com', 'googlemail.com'],
    mx: ['google.com', 'googlemail.com'],
    page: 'https://myaccount.google.com/apppasswords',
  },
  microsoft: {
    name: 'Microsoft 365, Outlook.com',
    imap: tls('outlook.office365.com', 993),
    smtp: startTls('smtp.office365.com'),
    sentCopy: 'server',
    signIn: ['microsoft'],
    user: 'address',
    domains: ['outlook.com', 'outlook.fr', 'hotmail.com', 'hotmail.fr', 'live.com', 'live.fr', 'msn.com'],
    mx: ['mail.protection.outlook.com', 'mx.microsoft', 'olc.protection.outlook.com'],
    page: null,
  },
  yahoo: {
    name: 'Yahoo',
    imap: tls('imap.mail.yahoo.com', 993),
    smtp: tls('smtp.mail.yahoo.com', 465),
    sentCopy: 'watch',
    signIn: password,
    user: 'address',
    domains: ['yahoo.fr', 'yahoo.com', 'ymail.com', 'rocketmail.com'],
    mx: ['yahoodns.net'],
    page: 'https://login.yahoo.com/account/security',
  },
  zoho: {
    name: 'Zoho',
    imap: tls('imappro.zoho.eu', 993),
    smtp: tls('smtppro.zoho.eu', 465),
    sentCopy: 'watch',
    signIn: password,
    user: 'address',
    domains: [],
    mx: ['zoho.eu'],
    page: 'https://accounts.zoho.eu/home#security/app_password',
  },
  fastmail: {
    name: 'Fastmail',
    imap: tls('imap.fastmail.com', 993),
    smtp: tls('smtp.fastmail.com', 465),
    sentCopy: 'watch',
    signIn: password,
    user: 'address',
    domains: ['fastmail.com', 'fastmail.fm'],
    mx: ['messagingengine.com'],
    page: 'https://app.fastmail.com/settings/security/integrations',
  },
} as const satisfies Record<string, Provider>;

export type ProviderKey = keyof typeof providers;

export const providerKeys = Object.keys(providers) as ProviderKey[];

export const isProvider = (key: string | null | undefined): key is ProviderKey =>
  typeof key === 'string' && Object.hasOwn(providers, key);

/** Widened: every provider read through one type. */
export const providerOf = (key: ProviderKey): Provider => providers[key];

/** By the domain of an address the provider gives out itself. */
export const providerOfDomain = (domain: string): ProviderKey | null =>
  providerKeys.find((key) => providerOf(key).domains.includes(domain.toLowerCase())) ?? null;

/** By where a domain's mail goes; `hosts` are its MX names, the preferred one first. */
export function providerOfMx(hosts: readonly string[]): ProviderKey | null {
  for (const host of hosts) {
    const name = `.${host.toLowerCase().replace(/\.$/u, '')}`;
    const key = providerKeys.find((each) => providerOf(each).mx.some((end) => name.endsWith(`.${end}`)));
    if (key) return key;
  }
  return null;
}

export const userAt = (provider: Provider, address: string): string =>
  provider.user === 'local' ? address.slice(0, address.lastIndexOf('@')) : address;
