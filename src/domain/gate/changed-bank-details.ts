import { compactIban, findIbans } from '../identifiers/iban.ts';
import { sameAddress } from '../mail.ts';
import type { Check, GateContext } from './context.ts';
import { excerpt } from './excerpt.ts';
import type { Finding } from './finding.ts';
import { incomingDocuments, incomingWords } from './incoming.ts';

const account = String.raw`(?:RIB|IBAN|coordonnées bancaires|compte bancaire|domiciliation bancaire|références bancaires)`;
const announced = new RegExp(
  [
    String.raw`chang(?:ement|é|er|eons|ons)? (?:de |notre |nos |mon |d'|du )?(?:${account}|banque)`,
    String.raw`(?:modifi|mise? à jour|actualis|remplac)\p{L}*(?: \p{L}+){0,3} (?:d')?${account}`,
    String.raw`(?:nouve(?:l|au|lle|lles|aux))(?: numéros?)?(?: d(?:e |'))?(?: ?${account})`,
    String.raw`ancien(?:ne)?s? (?:${account}|compte)`,
    String.raw`(?:new|updated|changed?)(?: \p{L}+){0,3} (?:bank(?:ing)? (?:details|account)|account details|IBAN)`,
  ].join('|'),
  'iu',
);

/**
 * An account number that came by mail and is not the one known, or words that announce one: how suppliers are impersonated.
 * It makes the lane red and does not forbid an answer: a person may well ask back, at the number already known.
 */
export const changedBankDetails: Check = (context) => {
  if (!context.message) return [];
  const words = incomingWords(context);
  const documents = incomingDocuments(context);
  const announcement = announced.exec(words)?.[0] ?? announced.exec(documents)?.[0];
  const findings = strangers(`${words}\n${documents}`, context);
  if (announcement) findings.push(say('bank-details-change', 'stop', { text: excerpt(announcement) }));
  return findings;
};

/** IBANs of the message that neither the contact nor the client itself is known by. */
function strangers(text: string, { message, contacts, trusted }: GateContext): Finding[] {
  const sender = contacts.find((contact) => sameAddress(contact.email, message?.from.address ?? ''));
  const known = sender?.iban ? compactIban(sender.iban) : '';
  const own = trusted
    .filter(({ kind }) => kind === 'knowledge' || kind === 'profile')
    .flatMap((one) => findIbans(one.text).map(({ iban }) => iban));
  const ibans = new Set(findIbans(text).map(({ iban }) => iban));
  return [...ibans]
    .filter((iban) => iban !== known && !own.includes(iban))
    .map((iban) =>
      known === '' ? say('iban-unknown', 'note', { iban }) : say('iban-changed', 'stop', { iban, known }),
    );
}

const say = (code: string, level: Finding['level'], evidence: Record<string, string>): Finding => ({
  check: 'changed-bank-details',
  code,
  level,
  evidence,
});
