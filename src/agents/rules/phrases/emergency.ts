import type { Phrases } from './phrases.ts';

export const emergency: Phrases = {
  vous: {
    opening: 'Nous avons bien reçu votre message et nous nous en occupons tout de suite.',
    plain: 'Nous avons bien reçu votre message et nous nous en occupons tout de suite.',
    warmer: 'Nous comprenons votre inquiétude et nous nous occupons de vous tout de suite.',
    core: 'Nous pouvons être chez vous {slot}.',
    closing: '',
  },
  tu: {
    opening: 'J’ai bien reçu ton message et je m’en occupe tout de suite.',
    plain: 'J’ai bien reçu ton message et je m’en occupe tout de suite.',
    warmer: 'Je comprends ton inquiétude et je m’en occupe tout de suite.',
    core: 'On peut être chez toi {slot}.',
    closing: '',
  },
  en: {
    opening: 'We have received your message and are dealing with it at once.',
    plain: 'We have received your message and are dealing with it at once.',
    warmer: 'We understand your worry and are dealing with it at once.',
    core: 'We can be with you {slot}.',
    closing: '',
  },
};
