import type { Phrases } from './phrases.ts';

export const emergency: Phrases = {
  vous: {
    opening: 'Nous avons bien reçu votre message et mesurons l’urgence de la situation.',
    plain: 'Nous avons bien reçu votre message et mesurons l’urgence de la situation.',
    warmer: 'Nous comprenons votre inquiétude et mesurons l’urgence de la situation.',
    core: 'Nous pouvons être chez vous {slot}.',
    closing: '',
  },
  tu: {
    opening: 'J’ai bien reçu ton message et je vois que c’est urgent.',
    plain: 'J’ai bien reçu ton message et je vois que c’est urgent.',
    warmer: 'Je comprends ton inquiétude et je vois que c’est urgent.',
    core: 'On peut être chez toi {slot}.',
    closing: '',
  },
  en: {
    opening: 'We have received your message and understand that it is urgent.',
    plain: 'We have received your message and understand that it is urgent.',
    warmer: 'We understand your worry and that it is urgent.',
    core: 'We can be with you {slot}.',
    closing: '',
  },
};
