import type { Client } from '../../domain/client.ts';
import type { ReadableMessage } from '../../domain/message.ts';
import { fold } from '../../domain/text/facts/fact.ts';

export type Fraud = 'bank-details' | 'phishing' | 'transfer-order';

/** A message that wants money or secrets by a ruse; null when none is seen. Words alone: the gate compares IBANs and domains. */
export function findFraud(message: ReadableMessage, client: Client): Fraud | null {
  const text = fold(`${message.subject} . ${message.text}`);
  if (changedAccount.test(text) && (iban.test(message.text) || mentionsPayment.test(text))) return 'bank-details';
  if (transfer.test(text) && (secrecy.test(text) || (iban.test(message.text) && isOwnName(message, client))))
    return 'transfer-order';
  if (secrets.test(text) && (pressure.test(text) || /account|compte|dossier/u.test(text))) return 'phishing';
  if (
    authority.test(fold(`${message.from.name} ${message.subject}`)) &&
    pressure.test(text) &&
    (iban.test(message.text) || opening.test(text))
  )
    return 'phishing';
  if (
    carrier.test(fold(message.from.name)) &&
    / (?:frais|payer|regler|reglement) /u.test(text) &&
    /https?:\/\//u.test(message.text)
  )
    return 'phishing';
  return null;
}

const iban = /\b[A-Z]{2}\d{2}(?:\s?[\dA-Z]{4}){3,7}/u;
const changedAccount =
  / (?:(?:nouve(?:au|l|lle|lles|aux)|changement|change|mise a jour|modifi\p{L}+) (?:\p{L}+ ){0,6}(?:rib|iban|coordonnees bancaires|banque|compte bancaire|domiciliation|bank details|bank)|(?:new|change of|updated) bank (?:account|details)|(?:rib|iban|compte) (?:\p{L}+ ){0,5}(?:plus valable|cloture|obsolete))/u;
const mentionsPayment = / (?:reglements?|virements?|paiements?|factures?|payments?|invoices?) /u;
const transfer = / (?:virement|virer|wire transfer|cartes cadeaux|cartes prepayees|gift cards?) /u;
const secrecy =
  / (?:confidenti\p{L}+|discret\p{L}*|discretion|n en parle\p{L}*|gardez le pour|pas au courant|pas d appel|ne peux pas (?:repondre|telephoner)|surprise|injoignable)/u;
const secrets =
  / (?:mots? de passe|identifiants?|codes? d acces|codes? (?:confidentiel|secret)|numero de carte|password|login|verifiez vos informations|confirmer? (?:vos|votre) (?:informations|identite|coordonnees))/u;
const pressure =
  / (?:sous (?:24|48|72) ?h|sous (?:24|48|72) heures|immediat\p{L}*|suspendu\p{L}*|bloque\p{L}*|definitivement|dernier avis|derniere? (?:relance|chance)|faute de quoi|majoration|huissier|expire\p{L}*|within (?:24|48) hours)/u;
const authority =
  / (?:urssaf|impots?|assurance maladie|ameli|caf|la poste|colissimo|chronopost|dgfip|tresor|banque|netflix|paypal|ants|carpa|gendarmerie|antai|amende)/u;
const carrier = / (?:la poste|colissimo|chronopost|mondial relay|dhl|ups|fedex|dpd) /u;
const opening = / (?:cliqu\p{L}+|connect\p{L}+|document joint|piece jointe|lien|identifier|click)/u;

/** Signed by one of the client's people, sent from somewhere else. */
function isOwnName({ from }: ReadableMessage, { profile }: Client): boolean {
  return profile.people.some(
    (person) =>
      fold(from.name).includes(fold(person.name).trim()) && person.email.toLowerCase() !== from.address.toLowerCase(),
  );
}
