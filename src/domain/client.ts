import * as z from 'zod';

export const Register = z.enum(['vous', 'tu']);
export type Register = z.infer<typeof Register>;

export const Language = z.enum(['fr', 'en']);
export type Language = z.infer<typeof Language>;

export const Person = z.object({ name: z.string(), role: z.string(), email: z.string() });
export type Person = z.infer<typeof Person>;

/** What is known of a client besides its knowledge items; kept as one JSON value. */
export const Profile = z.object({
  trade: z.string().default(''),
  siren: z.string().default(''),
  vat: z.string().default(''),
  people: z.array(Person).default([]),
  register: Register.default('vous'),
  /** Added once, when the letter is composed; a draft never contains it. */
  signature: z.string().default(''),
  /** Standing orders in plain French. */
  instructions: z.string().default(''),
  timeZone: z.string().default('Europe/Paris'),
});
export type Profile = z.infer<typeof Profile>;

export interface Client {
  id: string;
  slug: string;
  name: string;
  /** CSS colour, `#rrggbb`: the client's mark in the view. */
  color: string;
  /** The address the client's correspondents write to. */
  address: string;
  profile: Profile;
}

export interface Contact {
  name: string;
  email: string;
  organisation: string;
  phone: string;
  register: Register | null;
  iban: string | null;
}

export interface KnowledgeItem {
  id: string;
  title: string;
  body: string;
}
