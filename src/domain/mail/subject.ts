/** `Re`, `Fwd` and their sisters in the languages of Europe, with a count (`Re[2]:`, `Re^3:`) and a French space before the colon. */
const prefix =
  /^(?:re|r|rép|rep|réf|tr|fw|fwd|i|rv|wg|aw|antw|sv|vs|vb|doorst|enc|res|odp|pd|ynt|ilt)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[::]\s*/iu;
/** A list's or filter's mark: `[EXTERNE]`, `[Spam]`, `[asso-12]`. Not a whole subject. */
const tag = /^\[[^\]]{1,40}\]\s*(?=\S)/u;

/** What stays the same of a subject through a thread: lower case, one space, no reply, forward or list marks. */
export function subjectKey(subject: string): string {
  let rest = subject.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(prefix, '').replace(tag, '').trim();
  }
  return rest.toLowerCase();
}

/** The subject of an answer: `Re: ` once, whatever came before. */
export function replySubject(subject: string): string {
  let rest = subject.replaceAll(/\s+/gu, ' ').trim();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/^(?:re|aw|rép|rep)\s*(?:\[\d+\])?\s*[::]\s*/iu, '');
  }
  return `Re: ${rest}`.trim();
}
