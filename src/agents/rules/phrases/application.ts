import type { Phrases } from './phrases.ts';

export const application: Phrases = {
  vous: {
    opening: 'Nous avons bien reçu votre candidature et vous remercions de l’intérêt que vous nous portez.',
    plain: 'Merci de votre message et de l’intérêt que vous nous portez.',
    warmer:
      'Nous avons lu votre candidature avec plaisir et vous remercions vivement de l’intérêt que vous nous portez.',
    core: '',
    closing: 'Nous ne manquerons pas de revenir vers vous après étude de votre candidature.',
  },
  tu: {
    opening: 'J’ai bien reçu ta candidature et te remercie de ton intérêt.',
    plain: 'Merci de ton message et de ton intérêt.',
    warmer: 'J’ai lu ta candidature avec plaisir et te remercie beaucoup de ton intérêt.',
    core: '',
    closing: 'Je reviens vers toi après l’avoir étudiée.',
  },
  en: {
    opening: 'We have received your application and thank you for your interest.',
    plain: 'Thank you for your message and for your interest.',
    warmer: 'We have read your application with pleasure and thank you warmly for your interest.',
    core: '',
    closing: 'We will write to you once we have considered it.',
  },
};
