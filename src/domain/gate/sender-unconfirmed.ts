import type { Check } from './context.ts';

/** Code cannot tell who is to be answered, so a person says it before anything leaves: a letter at the wrong address cannot be taken back. */
export const senderUnconfirmed: Check = ({ message }) =>
  message?.senderDoubt
    ? [
        {
          check: 'sender-unconfirmed',
          code: 'sender-unconfirmed',
          level: 'stop',
          evidence: { doubt: message.senderDoubt },
        },
      ]
    : [];
