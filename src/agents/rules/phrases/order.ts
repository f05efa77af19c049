import type { Phrases } from './phrases.ts';

export const order: Phrases = {
  vous: {
    opening: 'Merci de votre message au sujet de votre commande n° {order}.',
    plain: 'Merci de votre message.',
    warmer: 'Merci beaucoup de votre message au sujet de votre commande ; nous comprenons votre attente.',
    core: 'À ce jour, votre commande est {state}.',
    closing: 'Nous restons à votre disposition pour toute autre question.',
  },
  tu: {
    opening: 'Merci de ton message au sujet de ta commande n° {order}.',
    plain: 'Merci de ton message.',
    warmer: 'Merci beaucoup de ton message au sujet de ta commande.',
    core: 'À ce jour, ta commande est {state}.',
    closing: '',
  },
  en: {
    opening: 'Thank you for your message about your order no. {order}.',
    plain: 'Thank you for your message.',
    warmer: 'Thank you very much for your message about your order; we understand that you are waiting for it.',
    core: 'As of today, your order is {state}.',
    closing: 'Please do not hesitate to write again if you have any other questions.',
  },
};
