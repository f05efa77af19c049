import { FinalError } from '../domain/errors.ts';
import type { Document } from './documents.ts';
import type { Secrets } from './secrets.ts';

/** What opens a locked document; undefined where nobody gave it, or the office's key has changed: then it is asked for again. */
export type PasswordOf = (document: Pick<Document, 'id' | 'password'>) => string | undefined;

export const createPasswordOf =
  (secrets: Pick<Secrets, 'open'>): PasswordOf =>
  ({ id, password }) => {
    try {
      return password === null ? undefined : secrets.open(id, password);
    } catch (error) {
      if (error instanceof FinalError) return undefined;
      throw error;
    }
  };
