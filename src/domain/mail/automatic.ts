import type { AutomaticKind, ParsedAttachment, ParsedMail } from '../mail.ts';
import { sameAddress } from '../mail.ts';
import { isOfHouse } from './recipients.ts';
import { listAddressesOf } from './list.ts';

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

  const isOwn = (address: string) => ownAddresses.some((own) => sameAddress(own, address));
  // The form of the client's own site writes in its name, and a Reply-To says who asks.
  if (isOwn(sender) && mail.replyTo.every(({ address }) => isOwn(address))) return 'own';
  // A mail that went round through an address of ours is a machine's, and answering would turn the wheel.
  if (ownAddresses.some((own) => header('x-loop').includes(own.toLowerCase()))) return 'auto-reply';
  if ((mail.headers['received']?.length ?? 0) > MAX_HOPS || Number(header('received-count')) > MAX_HOPS)
    return 'auto-reply';

  if (/disposition-notification/u.test(type) || receipt.test(mail.subject)) return 'receipt';
  const returnsNowhere = /^\s*<\s*>\s*$/u.test(header('return-path'));
  const auto = header('auto-submitted').trim();
  const autoSubmitted = auto !== '' && !/^no\b/u.test(auto);
  const says = bounced.test(mail.subject);
  if (/multipart\/report|delivery-status|feedback-report/u.test(type) || has('x-failed-recipients')) return 'bounce';
  if (daemon.test(local) || (says && (returnsNowhere || autoSubmitted || sender === ''))) return 'bounce';
  // A postmaster is also a person to write to (RFC 5321 4.5.1).
  if (/^postmaster\b/u.test(local) && (says || mail.attachments.some(isSentBack) || refusal.test(mail.text)))
    return 'bounce';
  if (amazonReport.test(mail.text)) return 'bounce';

  if (auto.startsWith('auto-replied') || vacation.test(mail.subject)) return 'auto-reply';
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply-from', 'x-vacation'].some(has))
    return 'auto-reply';
  if (/^(?:auto_?-?reply)/u.test(header('precedence'))) return 'auto-reply';
  // What answers an invitation (RFC 5546 3.2.3); another time proposed is a person's question.
  if (/method="?(?:reply|refresh)/u.test(type)) return 'auto-reply';
  if (returnsNowhere) return says || sender === '' ? 'bounce' : 'auto-reply';

  // A business whose address is a group of its provider gets every mail through a list of its own.
  const ownList = listAddressesOf(mail).some((address) => isOfHouse(address, ownAddresses));
  const list = ['list-id', 'list-unsubscribe', 'list-post', 'x-campaignid', 'x-campaign', 'x-mailgun-tag'].some(has);
  // Suppliers send invoices through mailing platforms: a document is looked at, whatever carried it.
  if (list && !ownList) return mail.attachments.some(isDocument) ? 'notification' : 'newsletter';
  if (/^(?:bulk|list|junk)/u.test(header('precedence')) && !ownList) return 'newsletter';
  if (/promo|news|campaign|marketing/u.test(header('feedback-id'))) return 'newsletter';

  if (autoSubmitted || has('feedback-id') || has('x-auto-response-suppress')) return 'notification';
  if (unattended.test(local)) return 'notification';
  return null;
}

const isDocument = ({ name, inline }: ParsedAttachment) => !inline && /\.(?:pdf|xml|zip|docx?|xlsx?)$/iu.test(name);

/** The mail that came back, or its headers (RFC 3462, 3464). */
const isSentBack = ({ declaredType }: ParsedAttachment) =>
  /^(?:message\/(?:rfc822|delivery-status)|text\/rfc822-headers)$/u.test(declaredType);

/** The last is a telephone gateway's; no person has it. */
const daemon = /^(?:mailer-?daemon|mail-?daemon|mmdf|bounces?|post_master)\b/u;

/** A server's refusal at the head of a line (RFC 5321 4.2), such as `550 - no such user`. */
const refusal = /^\s{0,8}5\d\d[ -]/mu;
/** Amazon SES reports on deliveries in JSON. */
const amazonReport = /^\s{0,8}\{"notificationType":"(?:Bounce|Complaint|Delivery)"/u;

/** `reply+abc@` is how platforms carry a person's words: only an address that says no is nobody's. */
const unattended =
  /^(?:no|do[._-]?not|ne[._-]?pas)[._-]?(?:reply|repl|respond|repondre|reponse)(?:[+._-].*)?$|^pas[._-]?de[._-]?reponse(?:[+._-].*)?$|^(?:notifications?|alertes?|alerts?|automate|robot|mailer)(?:[+._-].*)?$/u;

/**
 * Words that mail programs put first in the subject of an absence. A person's “Absence de M. Roux”, “Absent du 3 au 10” and
 * “Vacation rental” are none.
 */
const vacation =
  /^\s*[[(]?(?:réponse automatique|reponse automatique|réponse d['’]absence|message d['’]absence|absence du bureau|(?:je suis )?(?:actuellement )?absente? du bureau|notification d['’]absence|automatic reply|auto(?:matic|mated)?[- ]?(?:reply|response)|autoreply|out of (?:the )?office(?! hours)|vacation (?:reply|message|response)|away from (?:the |my )?(?:office|desk|e-?mail)|abwesenheitsnotiz|automatische antwort|automatisch antwoord|respuesta automática|risposta automatica)/iu;

const bounced =
  /undeliver|delivery (?:status|failure|failed|notification|report)|returned (?:mail|to sender)|mail delivery|failure notice|non remis|échec de (?:la )?(?:remise|distribution)|non[- ]distribu|warning: could not send|delayed|message d['’]erreur|rejected|unzustellbar|could not be delivered/iu;

/** Of reading. What says it was received may be a supplier's word on an order: somebody reads it. */
const receipt =
  /^\s*(?:lu|read|accusé de lecture|confirmation de lecture|return receipt|read receipt|gelesen|disposition notification)\s?:/iu;
