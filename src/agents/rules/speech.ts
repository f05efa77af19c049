import type { DraftInput } from '../../domain/agent.ts';
import type { Language, Register } from '../../domain/client.ts';
import { fold } from '../../domain/text/facts/fact.ts';
import { detectRegister } from '../../domain/text/register.ts';
import type { Intent } from './intents.ts';
import { appointment } from './phrases/appointment.ts';
import { application } from './phrases/application.ts';
import { complaint } from './phrases/complaint.ts';
import { document } from './phrases/document.ts';
import { emergency } from './phrases/emergency.ts';
import { general } from './phrases/general.ts';
import { invoiceCopy } from './phrases/invoice-copy.ts';
import { order } from './phrases/order.ts';
import { payment } from './phrases/payment.ts';
import type { Phrases, Words } from './phrases/phrases.ts';
import { acceptance, quote } from './phrases/quote.ts';
import { reschedule } from './phrases/reschedule.ts';

const phrases: Partial<Record<Intent, Phrases>> = {
  appointment,
  application,
  complaint,
  document,
  emergency,
  'invoice-copy': invoiceCopy,
  order,
  payment,
  quote,
  reschedule,
};

export interface Speech {
  language: Language;
  register: Register;
  words: Words;
}

/** How the letter speaks: the correspondent's language; the register of the contact, of earlier letters, else the client's. */
export function chooseSpeech(input: DraftInput, intent: Intent): Speech {
  const { language } = input.message;
  const register = chooseRegister(input);
  const { en, tu, vous } = phrases[intent] ?? general;
  const words = language === 'en' ? en : register === 'tu' ? tu : vous;
  return { language, register, words: adapt(words, intent, input, language === 'fr' && register === 'vous') };
}

/** An enquiry about jobs is no application; a signed quote is thanked as one. */
function adapt(words: Words, intent: Intent, { message }: DraftInput, formal: boolean): Words {
  if (intent === 'application' && message.documents.length === 0)
    return { ...words, opening: words.plain, closing: '' };
  if (intent === 'quote' && formal && accepts.test(fold(message.text)) && !doubts.test(fold(message.text)))
    return { ...words, opening: acceptance };
  return words;
}

const accepts =
  / (?:c est bon pour moi|bon pour accord|j accepte|nous acceptons|renvoie signe|d accord pour le devis) /u;
const doubts = / (?:si (?:c est|vous|tout|cela)|tient toujours|avant de signer) /u;

/** The closing of a letter that offers nothing in particular. */
export function plainClosing({ language, register }: Speech): string {
  return general[language === 'en' ? 'en' : register].closing;
}

function chooseRegister({ client, contact, thread, rejected }: DraftInput): Register {
  if (rejected && /tutoy|tutoie/iu.test(rejected.note)) return 'tu';
  if (rejected && /vouvoy|vouvoie/iu.test(rejected.note)) return 'vous';
  if (contact?.register) return contact.register;
  const sent = thread.filter((message) => message.direction === 'out').at(-1);
  return (sent && detectRegister(sent.text)) ?? client.profile.register;
}
