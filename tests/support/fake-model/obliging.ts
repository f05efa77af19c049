import { callsOf, isEnglish, keyWords, mailOf, sentencesOf, type ShownMail } from './reading.ts';
import type { ChatRequest, Turn } from './protocol.ts';
import { sampleOf } from './sample.ts';

/** The default model: triages by key words; drafts by reading the thread, searching, then answering the first question. */
export function obliging(request: ChatRequest): Turn {
  const schema = request.response_format?.json_schema;
  if (schema) {
    return { content: JSON.stringify(schema.name === 'triage' ? triage(mailOf(request)) : sampleOf(schema.schema)) };
  }
  const offered = new Set(request.tools?.map((tool) => tool.function.name));
  if (!offered.has('propose-reply')) return { content: 'ok' };
  const calls = callsOf(request);
  const done = new Set(calls.map((call) => call.name));
  const mail = mailOf(request);
  if (offered.has('read-thread') && !done.has('read-thread')) {
    return { toolCalls: [{ name: 'read-thread', arguments: {} }] };
  }
  if (offered.has('search-knowledge') && !done.has('search-knowledge')) {
    const query = keyWords(questionOf(mail) ?? mail.subject).join(' ') || 'tarifs';
    return { toolCalls: [{ name: 'search-knowledge', arguments: { query: query.slice(0, 200) } }] };
  }
  const found = calls.findLast((call) => call.name === 'search-knowledge')?.result ?? '';
  return { toolCalls: [{ name: 'propose-reply', arguments: draft(mail, found) }] };
}

const categories: [RegExp, string][] = [
  [/\biban\b|\brib\b|coordonn[ée]es bancaires|bank details|mot de passe|password/iu, 'fraud'],
  [/d[ée]sabonn|unsubscribe|newsletter/iu, 'newsletter'],
  [/\bdevis\b|\bquote\b|estimation/iu, 'quote'],
  [/rendez-vous|\brdv\b|cr[ée]neau|disponibilit|appointment/iu, 'appointment'],
  [/candidature|\bcv\b|recrut|application for/iu, 'recruitment'],
  [/inacceptable|m[ée]content|d[ée][çc]u|r[ée]clamation|complain/iu, 'complaint'],
  [/relance|impay[ée]|r[èe]glement|virement|payment/iu, 'payment'],
  [/commande|livraison|colis|order|delivery/iu, 'order'],
  [/facture|invoice/iu, 'invoice'],
  [/attestation|ci-joint|pi[èe]ce jointe|attached/iu, 'document'],
];

function triage({ from, subject, text }: ShownMail) {
  const words = `${subject}\n${text}`;
  const category = categories.find(([sign]) => sign.test(words))?.[1] ?? 'request';
  const asks = sentencesOf(text).filter((one) => one.includes('?') || asksFor.test(one));
  const quiet = category === 'fraud' || category === 'newsletter';
  return {
    action: category === 'newsletter' ? 'ignore' : asks.length > 0 && !quiet ? 'respond' : 'notify',
    category,
    urgency: /urgen|fuite|au plus vite|asap/iu.test(words) ? 'high' : 'normal',
    asks: asks.slice(0, 10),
    deadline: null,
    summary: `${from || '?'} : ${subject || asks[0] || text.slice(0, 80)}`.slice(0, 240),
  };
}

const asksFor = /pourriez|pouvez|merci de |souhait|voudrais|could you|please|would like/iu;

const questionOf = ({ text }: ShownMail): string | undefined =>
  sentencesOf(text).find((sentence) => sentence.includes('?')) ?? sentencesOf(text).find((one) => asksFor.test(one));

function draft(mail: ShownMail, found: string) {
  const english = isEnglish(mail.text);
  const question = questionOf(mail);
  const fact = question === undefined ? null : factFor(question, found);
  const name = mail.from === '' ? '' : ` ${mail.from}`;
  const label = (question ?? '')
    .replaceAll(/[[\]?]/gu, '')
    .trim()
    .slice(0, 80);
  const middle = fact?.sentence ?? (question === undefined ? thanks(english) : gap(english, label));
  return {
    language: english ? 'en' : 'fr',
    body: english ? `Dear${name},\n\n${middle}\n\nKind regards,` : `Bonjour${name},\n\n${middle}\n\nBien cordialement,`,
    claims: fact ? [{ text: fact.sentence, reference: fact.reference, quote: fact.sentence }] : [],
  };
}

const thanks = (english: boolean): string =>
  english ? 'Thank you for this message, which we have noted.' : 'Merci pour ce message, dont nous prenons bonne note.';

const gap = (english: boolean, label: string): string =>
  english ? `Our answer on this point: [[gap: ${label}]].` : `Notre réponse sur ce point : [[gap: ${label}]].`;

/** The sentence of the found knowledge that shares most words with the question. */
function factFor(question: string, found: string): { sentence: string; reference: string } | null {
  const asked = keyWords(question);
  const facts = Array.from(found.matchAll(/^\[(k\d+)\] (.*)\n([\s\S]*?)(?=\n\n\[k\d+\] |(?![\s\S]))/gmu), (item) =>
    sentencesOf(item[3] ?? '').map((sentence) => {
      const words = keyWords(`${item[2] ?? ''} ${sentence}`);
      return { sentence, reference: item[1] ?? '', score: asked.filter((word) => words.includes(word)).length };
    }),
  ).flat();
  const best = facts.toSorted((a, b) => b.score - a.score)[0];
  return best && best.score > 0 ? best : null;
}
