import type { Phrases } from './phrases.ts';

export const general: Phrases = {
  vous: {
    opening: 'Merci de votre message.',
    plain: 'Merci de votre message.',
    warmer: 'Merci beaucoup de votre message, auquel nous répondons avec plaisir.',
    core: '',
    closing: 'Nous restons à votre disposition pour toute autre question.',
  },
  tu: {
    opening: 'Merci de ton message.',
    plain: 'Merci de ton message.',
    warmer: 'Merci beaucoup de ton message !',
    core: '',
    closing: '',
  },
  en: {
    opening: 'Thank you for your message.',
    plain: 'Thank you for your message.',
    warmer: 'Thank you very much for your message; we are glad to help.',
    core: '',
    closing: 'Please do not hesitate to write again if you have any other questions.',
  },
};
