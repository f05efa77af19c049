import { tool } from 'langchain';
import * as z from 'zod';
import type { Draft } from '../domain/agent.ts';
import { Language } from '../domain/client.ts';
import type { References } from './references.ts';

/** Where a run's draft is laid; `reply` stays undefined until the model proposes, null when nothing is to be answered. */
export interface Tray {
  reply?: Draft | null;
}

/** Lays the draft in the tray, once: it sends nothing and stores nothing. The agent ends the run when it lies there. */
export function createProposeReply(tray: Tray, references: References) {
  return tool(
    ({ language, body, claims }) => {
      if (tray.reply !== undefined) return 'already proposed';
      tray.reply = body.trim() === '' ? null : { language, body, claims: claims.map(toClaim) };
      return 'proposed';
    },
    {
      name: 'propose-reply',
      description:
        'Dépose le brouillon de réponse et termine le travail. `body` vide : il n’y a rien à répondre. Appel unique.',
      schema: z.object({
        language: Language.describe('Langue du brouillon.'),
        body: z.string().describe('Texte brut, lacunes marquées [[gap: …]], sans signature.'),
        claims: z
          .array(
            z.object({
              text: z.string().describe('Le fait, tel qu’il est écrit dans le brouillon.'),
              reference: z.string().describe('Référence de la source : m1, d1, k1, c1 ou profile ; vide sans source.'),
              quote: z.string().describe('Les mots exacts de la source ; vide sans source.'),
            }),
          )
          .default([]),
      }),
    },
  );

  function toClaim({ text, reference, quote }: { text: string; reference: string; quote: string }) {
    const source = references.resolve(reference.replaceAll(/[[\]]/gu, ''));
    return { text, source: source && { ...source, quote } };
  }
}
