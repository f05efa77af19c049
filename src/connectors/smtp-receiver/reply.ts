/**
 * An answer to the other side. The enhanced code (RFC 3463) opens the words: smtp-server knows one per reply code only, and
 * 550 is "no such mailbox" as well as "not allowed".
 */
export class Reply extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

export const replies = {
  unknown: () => new Reply(550, '5.1.1 No mailbox has this address here'),
  notAllowed: () => new Reply(550, '5.7.1 This sender may not forward to this address'),
  tooLarge: (maxBytes: number) => new Reply(552, `5.3.4 Message exceeds ${maxBytes} bytes`),
  tooManyRecipients: () => new Reply(452, '4.5.3 Too many recipients'),
  tooFast: () => new Reply(452, '4.7.0 Too many messages, try again in a minute'),
  full: () => new Reply(452, '4.3.1 No room for mail now, try again later'),
  later: () => new Reply(451, '4.3.0 Temporary failure, try again later'),
  tooManyConnections: () => new Reply(421, '4.7.0 Too many connections from your address'),
  connectionUsedUp: () => new Reply(421, '4.7.0 Enough for one connection, please open another'),
  tooManyErrors: () => new Reply(421, '4.7.0 Too many errors'),
} as const;
