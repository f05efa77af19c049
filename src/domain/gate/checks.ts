import { changedBankDetails } from './changed-bank-details.ts';
import type { Check } from './context.ts';
import { empty } from './empty.ts';
import { facts } from './facts.ts';
import { firstContact } from './first-contact.ts';
import { gaps } from './gaps.ts';
import { hiddenText } from './hidden-text.ts';
import { language } from './language.ts';
import { oddSender } from './odd-sender.ts';
import { recipients } from './recipients.ts';
import { senderUnconfirmed } from './sender-unconfirmed.ts';
import { sensitive } from './sensitive.ts';
import { signature } from './signature.ts';
import { urgentPayment } from './urgent-payment.ts';

/** The gate: every check runs on every revision, by an agent or a person. In the order in which findings are shown. */
export const checks: readonly Check[] = [
  senderUnconfirmed,
  gaps,
  changedBankDetails,
  urgentPayment,
  oddSender,
  recipients,
  empty,
  facts,
  hiddenText,
  firstContact,
  sensitive,
  language,
  signature,
];
