import type { Register } from '../client.ts';
import { detectLanguage } from './language.ts';

const familiar =
  /(?<![\p{L}'-])(?:tu|te|toi|ton|ta|tes|(?:l[ae]\s)?tien(?:ne)?s?|t'(?=\p{L}))(?![\p{L}])|-(?:tu|toi)(?!\p{L})/giu;
const formal = /(?<![\p{L}])(?:vous|votre|vos|vôtres?)(?!\p{L})|-vous(?!\p{L})/giu;
/** "Rendez-vous" is a noun; greeting and thanks formulas are said to a friend too when they are plural. */
const noun = /rendez[\s-]vous/giu;

/**
 * How a French text speaks to its reader; null when it does not tell, or is not French.
 * One "tu" outweighs two "vous": a firm is "vous" (plural) in a familiar mail, nobody is "tu" in a formal one.
 */
export function detectRegister(text: string): Register | null {
  if (detectLanguage(text) !== 'fr') return null;
  const plain = text.normalize('NFC').replaceAll('’', "'").replace(noun, ' ');
  const tu = plain.match(familiar)?.length ?? 0;
  const vous = plain.match(formal)?.length ?? 0;
  if (tu === 0 && vous === 0) return null;
  return tu * 2 > vous ? 'tu' : 'vous';
}
