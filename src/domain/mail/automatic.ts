import type { AutomaticKind, ParsedAttachment, ParsedMail } from '../mail.ts';
import { sameAddress } from '../mail.ts';

/** Received lines beyond this are a loop (RFC 5321 6.3 says to allow at least 100; real paths stay under 20). */
const MAX_HOPS = 50;

/**
 * Why a mail must not be answered by itself, from its headers first (RFC 3834 and practice), then its sender, then its
 * subject; null for a person's mail. The strongest reason wins: own, bounce, receipt, auto-reply, newsletter, notification.
 */
export function automaticKind(mail: ParsedMail, ownAddresses: string[]): AutomaticKind | null {
  const header = (name: string) => (mail.headers[name]?.join(' ') ?? '').toLowerCase();
  const has = (name: string) => mail.headers[name] !== undefined;
  const sender = mail.from?.address.toLowerCase() ?? '';
  const local = sender.split('@')[0] ?? '';
  const type = header('content-type');

  if (ownAddresses.some((own) => sameAddress(own, sender))) return 'own';
  // A mail that went round through an address of ours is a machine's, and answering would turn the wheel.
  if (ownAddresses.some((own) => header('x-loop').includes(own.toLowerCase()))) return 'auto-reply';
  if ((mail.headers['received']?.length ?? 0) > MAX_HOPS || Number(header('received-count')) > MAX_HOPS)
    return 'auto-reply';

  if (/disposition-notification/u.test(type) || receipt.test(mail.subject)) return 'receipt';
  const returnsNowhere = /^\s*<\s*>\s*$/u.test(header('return-path'));
  const auto = header('auto-submitted');
  const autoSubmitted = auto !== '' && !/^no\b/u.test(auto.trim());
  const daemon = /^(?:mailer-?daemon|postmaster|mail-?daemon|mailerdaemon|mmdf|bounces?)\b/u.test(local);
  if (/multipart\/report|delivery-status|feedback-report/u.test(type) || has('x-failed-recipients')) return 'bounce';
  if (daemon || (bounced.test(mail.subject) && (returnsNowhere || autoSubmitted || sender === ''))) return 'bounce';

  if (auto.trim().startsWith('auto-replied') || vacation.test(mail.subject)) return 'auto-reply';
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply-from', 'x-vacation'].some(has))
    return 'auto-reply';
  if (/^(?:auto_?-?reply)/u.test(header('precedence'))) return 'auto-reply';
  if (/method=(?:"?)(?:reply|counter|refresh)/u.test(type)) return 'auto-reply';
  if (returnsNowhere) return bounced.test(mail.subject) || sender === '' ? 'bounce' : 'auto-reply';

  const list = ['list-id', 'list-unsubscribe', 'list-post', 'x-campaignid', 'x-campaign', 'x-mailgun-tag'].some(has);
  // Suppliers send invoices through mailing platforms: a document is looked at, whatever carried it.
  if (list) return mail.attachments.some(isDocument) ? 'notification' : 'newsletter';
  if (/^(?:bulk|list|junk)/u.test(header('precedence'))) return 'newsletter';
  if (/promo|news|campaign|marketing/u.test(header('feedback-id'))) return 'newsletter';

  if (autoSubmitted || has('feedback-id') || has('x-auto-response-suppress')) return 'notification';
  if (unattended.test(local)) return 'notification';
  return null;
}

const isDocument = ({ name, inline }: ParsedAttachment) => !inline && /\.(?:pdf|xml|zip|docx?|xlsx?)$/iu.test(name);

const unattended =
  /^(?:no|ne|do)?[._-]?(?:not)?[._-]?(?:noreply|no-?reply|no_reply|nepasrepondre|ne-?pas-?repondre|donotreply|do-?not-?reply|pas-?de-?reponse|reply|repondre)(?:[+._-].*)?$|^(?:notifications?|alertes?|alerts?|automate|robot|mailer)(?:[+._-].*)?$/u;

/** Words that mail programs put first in the subject of an absence; a person's “Absence de M. Roux” is not one. */
const vacation =
  /^\s*(?:réponse automatique|reponse automatique|réponse d['’]absence|message d['’]absence|absence du bureau|absent du bureau|(?:je suis )?(?:actuellement )?absente? (?:du|jusqu)|notification d['’]absence|automatic reply|auto(?:matic|mated)?[- ]?(?:reply|response)|autoreply|out of (?:the )?office|vacation|away from|abwesenheitsnotiz|automatische antwort|automatisch antwoord|respuesta automática|risposta automatica)/iu;

const bounced =
  /undeliver|delivery (?:status|failure|failed|notification|report)|returned (?:mail|to sender)|mail delivery|failure notice|non remis|échec de (?:la )?(?:remise|distribution)|non[- ]distribu|warning: could not send|delayed|message d['’]erreur|rejected|unzustellbar|could not be delivered/iu;

const receipt =
  /^\s*(?:lu|read|accusé de (?:lecture|réception)|return receipt|read receipt|gelesen|disposition notification)\s?(?::|\()/iu;
