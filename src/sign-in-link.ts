import type { Command } from './command.ts';
import { AppError } from './domain/errors.ts';
import type { Office } from './office.ts';
import { createSignInLink } from './web/pages/sign-in.ts';

/** A one-time link; the user is created when new. */
export async function signInLink({ store, config }: Office, email: string): Promise<string> {
  const token = await store.office((q) => createSignInLink(q, email));
  return `${config.publicUrl}/sign-in/${token}`;
}

/** `npm start -- sign-in ADDRESS`: the first door, and the way back for a forgotten password. */
export async function printSignInLink({ say, print }: Command, office: Office, email: string): Promise<void> {
  if (!/^[^\s@]+@[^\s@]+$/u.test(email)) throw new AppError('usage', { word: `sign-in ${email}` });
  print(say('sign-in', { email, link: await signInLink(office, email) }));
}
