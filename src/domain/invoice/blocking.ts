import type { Finding } from '../gate/finding.ts';

/** What a person settles by ringing the supplier on the number on file: no mail, and no model, ever does. */
const byCallBack: ReadonlySet<string> = new Set(['account-new', 'account-changed', 'account-near']);

export const asksCallBack = (findings: readonly Finding[]): boolean =>
  findings.some(({ code }) => byCallBack.has(code));

/** The findings that forbid approval: every stop, but those about the account once the call-back was made. */
export const blockingInvoice = <F extends Finding>(findings: readonly F[], calledBack: boolean): F[] =>
  findings.filter(({ level, code }) => level === 'stop' && !(calledBack && byCallBack.has(code)));
