import type { Phrases } from './phrases.ts';

export const reschedule: Phrases = {
  vous: {
    opening: 'Merci de nous avoir prévenus.',
    plain: 'Merci de nous avoir prévenus.',
    warmer: 'Merci beaucoup de nous avoir prévenus ; ces imprévus arrivent et nous le comprenons bien.',
    core: 'Nous vous proposons de remplacer ce rendez-vous par {slot}.',
    closing: 'Si ce moment ne vous convient pas, dites-le-nous et nous en chercherons un autre.',
  },
  tu: {
    opening: 'Merci de m’avoir prévenu.',
    plain: 'Merci de m’avoir prévenu.',
    warmer: 'Merci beaucoup de m’avoir prévenu, pas de souci.',
    core: 'Je te propose de remplacer ce rendez-vous par {slot}.',
    closing: 'Si ça ne te va pas, dis-moi et on cherche un autre moment.',
  },
  en: {
    opening: 'Thank you for letting us know.',
    plain: 'Thank you for letting us know.',
    warmer: 'Thank you very much for letting us know; we quite understand.',
    core: 'We can offer you {slot} instead.',
    closing: 'If this does not suit you, please let us know and we will find another time.',
  },
};
