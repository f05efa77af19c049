import type { Phrases } from './phrases.ts';

export const invoiceCopy: Phrases = {
  vous: {
    opening: 'Nous avons bien reçu votre demande concernant la facture {invoice}.',
    plain: 'Nous avons bien reçu votre demande.',
    warmer: 'Nous avons bien reçu votre demande et vous aidons volontiers.',
    core: 'Vous trouverez ci-joint {document}.',
    closing: 'Nous restons à votre disposition pour toute autre question.',
  },
  tu: {
    opening: 'J’ai bien reçu ta demande pour la facture {invoice}.',
    plain: 'J’ai bien reçu ta demande.',
    warmer: 'J’ai bien reçu ta demande, pas de souci.',
    core: 'Tu trouveras ci-joint {document}.',
    closing: '',
  },
  en: {
    opening: 'Thank you for your message about invoice {invoice}.',
    plain: 'Thank you for your message.',
    warmer: 'Thank you very much for your message; we are glad to help.',
    core: 'Please find attached {document}.',
    closing: 'Please do not hesitate to write again if you have any other questions.',
  },
};
