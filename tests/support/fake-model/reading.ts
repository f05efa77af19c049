import { wordsOf, type ChatRequest } from './protocol.ts';

/** A mail as a prompt shows it. */
export interface ShownMail {
  reference: string;
  from: string;
  subject: string;
  text: string;
}

/** The mail in work: the last received one among the marked blocks of the first human turn. */
export function mailOf(request: ChatRequest): ShownMail {
  const turn = request.messages.find((message) => message.role === 'user');
  const blocks = Array.from((turn ? wordsOf(turn) : '').matchAll(block), (found) => found[2] ?? '');
  const shown = blocks.filter((text) => /^\[m\d+\] received$/mu.test(text)).at(-1) ?? '';
  const [head = '', ...rest] = shown.split('\n\n');
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'mu').exec(head)?.[1] ?? '';
  return {
    reference: /^\[(m\d+)\]/u.exec(shown)?.[1] ?? '',
    from: field('From').replace(/\s*<.*$/u, ''),
    subject: field('Subject'),
    text: rest.join('\n\n'),
  };
}

const block = /<<<([0-9a-f]{18})\n([\s\S]*?)\n\1>>>/gu;

/** Names of the tools called so far, in order, and what they answered. */
export function callsOf(request: ChatRequest): { name: string; result: string }[] {
  const results = new Map(
    request.messages.flatMap((one) => (one.role === 'tool' ? [[one.tool_call_id, wordsOf(one)] as const] : [])),
  );
  return request.messages.flatMap((one) =>
    one.role === 'assistant'
      ? (one.tool_calls ?? []).map((call) => ({ name: call.function.name, result: results.get(call.id) ?? '' }))
      : [],
  );
}

export const sentencesOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/u)
    .flatMap((paragraph) => paragraph.replaceAll(/\s+/gu, ' ').split(/(?<=[.?!])\s/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

const shortWord = 4;
const empty = new Set([
  'bonjour',
  'votre',
  'vous',
  'nous',
  'pour',
  'avec',
  'quel',
  'quelle',
  'quels',
  'quelles',
  'est-ce',
]);

/** Words that carry meaning, without accents. */
export const keyWords = (text: string): string[] =>
  Array.from(
    new Set(
      text
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .toLowerCase()
        .split(/[^a-z0-9]+/u)
        .filter((word) => word.length >= shortWord && !empty.has(word)),
    ),
  );

export const isEnglish = (text: string): boolean =>
  (text.match(/\b(?:the|you|your|please|and|would|could|hello|dear|is|are)\b/giu)?.length ?? 0) >
  (text.match(/\b(?:le|la|les|vous|votre|et|merci|bonjour|est|nous|de|des)\b/giu)?.length ?? 0);
