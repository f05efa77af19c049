import type { Check } from './context.ts';
import { excerpt } from './excerpt.ts';
import { incomingWords } from './incoming.ts';

const payment =
  /\b(?:virements?|transfert de fonds|cartes? (?:cadeaux?|prépayées?|google play|itunes|steam)|coupons? (?:pcs|transcash|neosurf)|paiement|règlement|wire|bank transfer|gift cards?|payment)\b/iu;
const secrecy =
  /confidenti\p{L}*|discr(?:et|ète|étion)|n'en parle\p{L}*|ne pas en parler|sans en parler|ne le dites|entre nous|secret\b|ne (?:peux|suis) pas (?:répondre|joignable|disponible) (?:au|par) téléphone|injoignable|ne (?:m'|me )?(?:appelle|téléphone)|keep (?:this|it) (?:quiet|between)|between us|can(?:'t|not) talk|do not call/iu;
const urgency =
  /\burgen\p{L}*|immédiat\p{L}*|dans l'heure|ce matin|cet après-midi|aujourd'hui|au plus vite|le plus vite|sans délai|sans attendre|dès (?:que possible|réception|maintenant)|avant (?:midi|ce soir|\d)|\basap\b|right away|immediately|today/iu;

/** Payment, haste and secrecy together: the fraud of the false director. Reminders have the first two, never the third. */
export const urgentPayment: Check = (context) => {
  const words = incomingWords(context);
  const signs = [payment, urgency, secrecy].map((sign) => sign.exec(words)?.[0]);
  if (signs.includes(undefined)) return [];
  const evidence = { text: excerpt(signs.join(' + ')) };
  return [{ check: 'urgent-payment', code: 'payment-pressure', level: 'stop', evidence }];
};
