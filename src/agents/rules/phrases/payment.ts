import type { Phrases } from './phrases.ts';

/** Neither a debt nor a date is admitted: both are the client's to say. */
export const payment: Phrases = {
  vous: {
    opening: 'Nous avons bien reçu votre rappel concernant la facture {invoice} d’un montant de {amount}.',
    plain: 'Nous avons bien reçu votre rappel.',
    warmer: 'Nous avons bien reçu votre rappel et vous remercions de votre patience.',
    core: 'Notre comptabilité nous indique ceci : {settlement}.',
    closing: '',
  },
  tu: {
    opening: 'J’ai bien reçu ton rappel concernant la facture {invoice} d’un montant de {amount}.',
    plain: 'J’ai bien reçu ton rappel.',
    warmer: 'J’ai bien reçu ton rappel, merci de ta patience.',
    core: 'Notre comptabilité m’indique ceci : {settlement}.',
    closing: '',
  },
  en: {
    opening: 'We have received your reminder about invoice {invoice} for {amount}.',
    plain: 'We have received your reminder.',
    warmer: 'We have received your reminder and thank you for your patience.',
    core: 'Our accounts department tells us: {settlement}.',
    closing: '',
  },
};
