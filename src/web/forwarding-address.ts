import { randomBytes } from 'node:crypto';

/** 64 bits: knowing a client's name is not enough to write into its queue, nor is trying (the receiver counts refusals). */
const secretBytes = 8;
/** RFC 5321 4.5.3.1.1 allows 64 in all before the at sign. */
const longestSlug = 40;

export const newForwardingAddress = (slug: string, domain: string): string =>
  `${slug.slice(0, longestSlug)}-${randomBytes(secretBytes).toString('hex')}@${domain}`.toLowerCase();
