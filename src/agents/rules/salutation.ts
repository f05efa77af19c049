import type { Language, Register } from '../../domain/client.ts';
import type { Correspondent } from './correspondent.ts';

/** "Bonjour Madame Roy,": the civility only when it is known. */
export function salute(who: Correspondent, register: Register, language: Language): string {
  if (language === 'en') return who.name && !who.organisation ? `Dear ${who.name},` : 'Hello,';
  if (who.organisation || who.name === '') return who.civility && who.family ? formal(who) : 'Bonjour,';
  if (register === 'tu') return `Bonjour ${who.given || who.name},`;
  return who.civility && who.family ? formal(who) : `Bonjour ${who.name},`;
}

const formal = ({ civility, family }: Correspondent): string =>
  `Bonjour ${civility === 'Mme' ? 'Madame' : 'Monsieur'} ${family},`;

/** The last line, before the signature that code adds. */
export function signOff(register: Register, language: Language, warm: boolean): string {
  if (language === 'en') return warm ? 'With our warm regards,' : 'Kind regards,';
  if (register === 'tu') return warm ? 'Très bonne journée et à bientôt,' : 'Bonne journée,';
  return warm ? 'Bien à vous,' : 'Bien cordialement,';
}
