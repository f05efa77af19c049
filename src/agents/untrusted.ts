import { randomBytes } from 'node:crypto';
import { neutraliseTemplateTokens, visibleText } from '../domain/text/normalise.ts';

/** One stranger's text in a prompt: about ten pages, beyond which lies padding or an attack on the budget. */
const maxChars = 24_000;

/** Unguessable, so that no mail can close its own markers. */
export const createNonce = (): string => randomBytes(9).toString('hex');

/** A stranger's text as a model may see it: visible characters, no template tokens, capped, between marks with the nonce. */
export function untrusted(text: string, nonce: string): string {
  const words = neutraliseTemplateTokens(visibleText(text.slice(0, maxChars)).text).replaceAll(nonce, '');
  return `<<<${nonce}\n${words}\n${nonce}>>>`;
}
