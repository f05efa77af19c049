import type { Phrases } from './phrases.ts';

export const document: Phrases = {
  vous: {
    opening: 'Nous avons bien reçu votre message.',
    plain: 'Nous avons bien reçu votre message.',
    warmer: 'Nous avons bien reçu votre message et vous en remercions vivement.',
    core: '',
    closing: 'Nous restons à votre disposition pour toute autre question.',
  },
  tu: {
    opening: 'Bien reçu, merci.',
    plain: 'Bien reçu, merci.',
    warmer: 'Bien reçu, merci beaucoup !',
    core: '',
    closing: '',
  },
  en: {
    opening: 'Thank you, we have received your message.',
    plain: 'Thank you, we have received your message.',
    warmer: 'Thank you very much, we have received your message.',
    core: '',
    closing: 'Please do not hesitate to write again if you have any other questions.',
  },
};
