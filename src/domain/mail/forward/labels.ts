/** How mail programs name the fields of a forwarded header, and the line above it. French and English first, then their neighbours. */

export type Field = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other';

const names: Record<Field, string> = {
  from: 'de|from|expéditeur|von|van|da|de la part de',
  date: "envoyé(?: le)?|date(?: d[’']envoi)?|sent|le|gesendet|datum|verzonden|enviado(?: el)?|fecha|inviato|data",
  to: 'à|a|to|pour|destinataires?|an|aan|para',
  cc: 'cc|copie(?: à)?|copy|kopie',
  subject: 'objet|sujet|subject|betreff|onderwerp|asunto|oggetto|assunto',
  other:
    'cci|bcc|répondre à|reply-to|importance|priorité|priority|pièces? jointes?|attachments?|catégories?|categories|organisation|organization|références?|message-id',
};

const shapes = Object.entries(names).map(([field, words]): [Field, RegExp] => [
  field as Field,
  new RegExp(`^[*_\\s]*(?:${words})[*_\\s]{0,3}[:\uFF1A][*_]{0,2}(?=\\s|$|[^/\\s])`, 'iu'),
]);

/** "*De :* Camille Roux" → from, "Camille Roux". */
export function readField(line: string): { field: Field; value: string } | null {
  if (line.length > maxLine) return null;
  for (const [field, shape] of shapes) {
    const label = shape.exec(line)?.[0];
    if (label)
      return {
        field,
        value: line
          .slice(label.length)
          .replace(/^[\s*_]+/u, '')
          .trim(),
      };
  }
  return null;
}

/** RFC 5322 2.1.1 allows 998; a list of recipients pasted on one line is longer, an essay is no header. */
export const maxLine = 4000;

/** Yahoo pastes the whole header on one line: a line feed before each label that stands inside. */
export const splitFields = (line: string): string =>
  line.replaceAll(/(?<=\S)\s*(?=(?:Envoyé|Sent|Date|To|Cc|Subject|Objet) ?: )|(?<=\S)\s*(?=À ?: )/gu, '\n');

const forwarded =
  'messages? transférés?|mail transféré|e-?mail transféré|courriel transféré|message transmis|message réexpédié|forwarded (?:message|mail|email)|weitergeleitete nachricht|doorgestuurd bericht|mensaje reenviado|messaggio inoltrato|mensagem encaminhada';
const original =
  "message d[’']origine|message original|message initial|courriel original|e-?mail d[’']origine|original (?:message|mail)|ursprüngliche nachricht|oorspronkelijk bericht|mensaje original|messaggio originale|mensagem original";
const ruled = (words: string) => new RegExp(`^[\\s*]*[-_=]{2,}\\s*(?:${words})\\s*:?\\s*[-_=]{0,}(.*)$`, 'iu');
const forwardRule = ruled(forwarded);
const originalRule = ruled(original);
const spoken =
  /^[\s*]*(?:début du (?:message|courriel|e-?mail) (?:réexpédié|transféré)|begin forwarded message|forwarded message|message transféré|anfang der weitergeleiteten nachricht)\s*:?\s*$/iu;
/** Orange, La Poste, SFR: "Message du 24/11/26 09:12" is the mark and the date at once. */
const datedMark =
  /^[\s*]*(?:message|courriel) du\s?:? (\d{1,2}\/\d{1,2}\/\d{2,4}(?: à)?(?: \d{1,2}[:h]\d{2})?)\s*(.*)$/iu;
const maxMark = 300;

export interface Mark {
  /** `forward` only a forward has; `original` stands above answers too. */
  kind: 'forward' | 'original';
  date: string;
  /** What stands behind the mark on its line. */
  rest: string;
}

export function readMark(line: string): Mark | null {
  const start = line.slice(0, maxMark);
  const rule = forwardRule.exec(start);
  if (rule) return { kind: 'forward', date: '', rest: line.slice(start.length - (rule[1] ?? '').length).trim() };
  if (spoken.test(start)) return { kind: 'forward', date: '', rest: '' };
  const dated = datedMark.exec(start);
  if (dated) return { kind: 'original', date: dated[1] ?? '', rest: (dated[2] ?? '').trim() };
  const quoted = originalRule.exec(start);
  if (!quoted) return null;
  return { kind: 'original', date: '', rest: line.slice(start.length - (quoted[1] ?? '').length).trim() };
}

export const isEndMark = (line: string): boolean =>
  /^[\s*]*-{2,}\s*(?:end (?:of )?forwarded message|fin du message (?:transféré|réexpédié))\s*-{0,}\s*$/iu.test(
    line.slice(0, maxMark),
  );

/** "TR:", "Tr :", "Fwd:", "FW:", after marks such as [EXTERNE]. */
export const saysForward = (subject: string): boolean =>
  /^(?:\s*\[[^\]]{1,40}\])*\s*(?:tr|transf|fwd?|wg|rv|enc)\s*[:\uFF1A]/iu.test(subject);

export const saysReply = (subject: string): boolean =>
  /^(?:\s*\[[^\]]{1,40}\])*\s*(?:re|rép|rep|aw|antw)\s*(?:\[\d+\])?\s*[:\uFF1A]/iu.test(subject);

export const withoutForward = (subject: string): string =>
  subject.replace(/^(?:\s*(?:tr|transf|fwd?|wg|rv|enc|i)\s*[:\uFF1A])+\s*/iu, '');
