import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Ids, counts and codes only; should a field with words or secrets slip in, it is blotted out. On stderr, so that stdout is for people. */
export const createLog = (level: string): Log =>
  pino(
    {
      level,
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
