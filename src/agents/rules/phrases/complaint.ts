import type { Phrases } from './phrases.ts';

/** Regret for the trouble, never an admission: who is at fault is the client's to say. */
export const complaint: Phrases = {
  vous: {
    opening:
      'Nous avons bien reçu votre message au sujet de votre commande n° {order} et nous vous présentons nos excuses pour la gêne que cette situation vous cause.',
    plain:
      'Nous avons bien reçu votre message et nous vous présentons nos excuses pour la gêne que cette situation vous cause.',
    warmer:
      'Nous avons lu votre message avec attention. Nous comprenons votre mécontentement et vous présentons nos excuses pour la gêne que cette situation vous cause.',
    core: 'Voici ce que nous vous proposons : {remedy}.',
    closing: 'Nous restons à votre écoute.',
  },
  tu: {
    opening: 'J’ai bien reçu ton message au sujet de ta commande n° {order} et je suis désolé de la gêne.',
    plain: 'J’ai bien reçu ton message et je suis désolé de la gêne.',
    warmer: 'J’ai bien lu ton message, je comprends ton agacement et je suis désolé de la gêne.',
    core: 'Voici ce que je te propose : {remedy}.',
    closing: '',
  },
  en: {
    opening: 'We have received your message about order no. {order} and are sorry for the inconvenience.',
    plain: 'We have received your message and are sorry for the inconvenience.',
    warmer:
      'We have read your message carefully. We understand your disappointment and are sorry for the inconvenience.',
    core: 'Here is what we suggest: {remedy}.',
    closing: 'Please write again if you wish to add anything.',
  },
};
