import type { Phrases } from './phrases.ts';

export const appointment: Phrases = {
  vous: {
    opening: 'Merci de votre message.',
    plain: 'Merci de votre message.',
    warmer: 'Merci beaucoup de votre message ; c’est avec plaisir que nous vous recevrons.',
    core: 'Nous vous proposons {slot}.',
    closing: 'Si ce moment ne vous convient pas, dites-le-nous et nous en chercherons un autre.',
  },
  tu: {
    opening: 'Merci de ton message.',
    plain: 'Merci de ton message.',
    warmer: 'Merci beaucoup de ton message !',
    core: 'Je te propose {slot}.',
    closing: 'Si ça ne te va pas, dis-moi et on cherche un autre moment.',
  },
  en: {
    opening: 'Thank you for your message.',
    plain: 'Thank you for your message.',
    warmer: 'Thank you very much for your message; we shall be glad to see you.',
    core: 'We can offer you {slot}.',
    closing: 'If this does not suit you, please let us know and we will find another time.',
  },
};
