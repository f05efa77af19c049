import { randomUUID } from 'node:crypto';
import type { Accounts } from './accounts.ts';
import { awaitMail, lookAtImap } from './connectors/imap/proof.ts';
import type { ImapAccount } from './connectors/imap.ts';
import { composeMime } from './connectors/smtp/compose.ts';
import { checkSmtp, createSmtpSender, type SmtpAccount } from './connectors/smtp.ts';
import { leaves } from './domain/delivery.ts';
import { AppError } from './domain/errors.ts';
import type { Letter } from './domain/letter.ts';
import { learntSentCopy, type ProofCode, type ProofLine } from './domain/mail/proof.ts';
import type { SentCopy } from './domain/mail/providers.ts';
import type { Mailbox } from './store/mailboxes.ts';
import type { Store } from './store/store.ts';

export interface ProveDeps {
  store: Store;
  accounts: Accounts;
  now(): Date;
  /** The test mail's words. */
  words: { subject: string; text: string };
  limits?: { inboxLimitMs: number; sentLimitMs: number; pauseMs: number };
}

/** Mail to oneself comes within seconds; grey-listing and slow filters are given a minute. Exchange files Sent within some. */
const patience = { inboxLimitMs: 60_000, sentLimitMs: 20_000, pauseMs: 1_000 };

/**
 * Proves one mailbox: each server signed in to as a mail would, what it offers, and, when asked, a test mail from the mailbox to
 * itself. What the test mail teaches about Sent is kept. Says each line as soon as it is known; never throws for what a server does.
 */
export function createProveMailbox({ store, accounts, now, words, limits = patience }: ProveDeps) {
  return async (
    mailbox: Mailbox,
    { testMail, say }: { testMail: boolean; say: (line: ProofLine) => void },
  ): Promise<void> => {
    const tell = (ok: boolean, code: ProofCode, params: ProofLine['params'] = {}) => say({ ok, code, params });
    let open: ReturnType<Accounts['of']>;
    try {
      open = accounts.of(mailbox);
    } catch (error) {
      const reason = error instanceof AppError ? error.code : 'unexpected';
      return tell(false, 'incoming-failed', { host: mailbox.imap?.host ?? mailbox.address, reason });
    }
    if (open.imap) await incoming(open.imap, tell);
    else tell(true, 'forwarding', { address: mailbox.receivingAddress ?? '' });
    if (!open.smtp) return tell(false, 'outgoing-missing');
    const { ok, reason } = await checkSmtp(open.smtp);
    const place = placeOf(open.smtp);
    if (!ok) return tell(false, 'outgoing-failed', { ...place, reason: reason ?? 'smtp-unreachable' });
    tell(true, isPlain(open.smtp) ? 'outgoing-plain' : 'outgoing-ok', place);
    const learnt = testMail ? await toOneself(mailbox, { smtp: open.smtp, imap: open.imap }, tell) : null;
    if (!open.imap) return undefined;
    if (learnt && learnt !== mailbox.sentCopy) await store.office((q) => q.mailboxes.setSentCopy(mailbox.id, learnt));
    return tell(true, learnt === 'watch' ? 'copies-doubt' : `copies-${learnt ?? mailbox.sentCopy}`);
  };

  /** Who files the copies, when the test mail tells; null: it does not. */
  async function toOneself(
    mailbox: Mailbox,
    { smtp, imap }: { smtp: SmtpAccount; imap: ImapAccount | null },
    tell: Tell,
  ): Promise<SentCopy | null> {
    const { address } = mailbox;
    const letter = testLetter(mailbox);
    const sending = await createSmtpSender(smtp).send(
      await composeMime(letter),
      { from: address, to: [address] },
      leaves,
    );
    if (sending.kind !== 'sent') {
      tell(false, 'test-refused', { reason: 'reason' in sending ? sending.reason : sending.kind });
      return null;
    }
    tell(true, 'test-sent', { address });
    if (!imap) tell(true, 'test-unseen');
    const seen = imap && (await awaitMail(imap, letter.messageId, limits));
    if (!seen) return null;
    if (seen.inboxMs === null) tell(false, 'test-lost', { seconds: Math.round(limits.inboxLimitMs / 1_000) });
    else tell(true, 'test-arrived', { seconds: Math.max(1, Math.round(seen.inboxMs / 1_000)) });
    // Where the mail itself did not come, the missing copy proves nothing.
    const nothing = seen.inboxMs === null && seen.sentMs === null;
    return nothing ? null : learntSentCopy(mailbox.sentCopy, seen.sentMs !== null);
  }

  function testLetter({ address, displayName }: Mailbox): Letter {
    const self = { name: displayName, address };
    return {
      messageId: `<essai-${randomUUID()}@${address.slice(address.lastIndexOf('@') + 1)}>`,
      date: now(),
      timeZone: 'Europe/Paris',
      from: self,
      replyTo: null,
      to: [self],
      cc: [],
      subject: words.subject,
      inReplyTo: null,
      references: [],
      text: `${words.text}\n`,
      html: `<p>${words.text}</p>\n`,
      attachments: [],
    };
  }
}

type Tell = (ok: boolean, code: ProofCode, params?: ProofLine['params']) => void;

async function incoming(account: ImapAccount, tell: Tell): Promise<void> {
  const look = await lookAtImap(account);
  const place = placeOf(account);
  if (!look.ok) return tell(false, 'incoming-failed', { ...place, reason: look.reason });
  tell(true, look.secured ? 'incoming-ok' : 'incoming-plain', place);
  tell(true, look.idle ? 'idle' : 'no-idle');
  tell(true, look.condstore ? 'changes' : 'no-changes', { what: look.qresync ? 'CONDSTORE, QRESYNC' : 'CONDSTORE' });
  if (look.sentFolder === null) return tell(false, 'no-sent-folder');
  return tell(true, 'sent-folder', { folder: look.sentFolder });
}

/** The connector asks for TLS or STARTTLS of every server but those of this machine. */
const isPlain = ({ host, secure }: SmtpAccount): boolean =>
  !secure && /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/u.test(host);

/** As a person reads it; the colon stands for the port everywhere. */
const placeOf = ({ host, port, secure }: { host: string; port: number; secure: boolean }) => ({
  host: `${host}:${port}`,
  security: secure ? 'TLS' : 'STARTTLS',
});
