import type { Phrases } from './phrases.ts';

export const quote: Phrases = {
  vous: {
    opening: 'Merci de votre message au sujet du devis {quote}.',
    plain: 'Nous vous remercions de votre demande.',
    warmer: 'Nous vous remercions vivement de votre demande et de votre confiance.',
    core: 'Vous recevrez notre devis {when}.',
    closing: 'Nous restons à votre disposition pour en parler.',
  },
  tu: {
    opening: 'Merci de ton message au sujet du devis {quote}.',
    plain: 'Merci de ta demande.',
    warmer: 'Merci beaucoup d’avoir pensé à nous !',
    core: 'Tu recevras notre devis {when}.',
    closing: '',
  },
  en: {
    opening: 'Thank you for your message about quote {quote}.',
    plain: 'Thank you for your enquiry.',
    warmer: 'Thank you very much for your enquiry and for thinking of us.',
    core: 'You will receive our quote {when}.',
    closing: 'Please do not hesitate to write if you would like to discuss it.',
  },
};

export const acceptance =
  'Nous avons bien noté votre accord pour le devis {quote} et vous remercions de votre confiance.';
