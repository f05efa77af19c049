import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Ids, counts and codes only; should a field with words or secrets slip in, it is blotted out. On stderr, so that stdout is for people. */
export const createLog = (level: string): Log =>
  pino(
    {
      level,
      formatters: { log: firstLines },
      redact: {
        paths: [
          'address',
          'subject',
          'body',
          'text',
          'password',
          'token',
          'secret',
          '*.address',
          '*.subject',
          '*.password',
        ],
        censor: '…',
      },
    },
    pino.destination(2),
  );

/** A failed query's message carries its parameters, somebody's mail, from the second line on. */
const firstLines = (fields: Record<string, unknown>): Record<string, unknown> =>
  typeof fields['error'] === 'string' ? { ...fields, error: fields['error'].split('\n', 1)[0]?.slice(0, 300) } : fields;
