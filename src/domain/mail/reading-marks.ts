/** How mail programs mark what is not new, in the languages that reach a French office. Pure line tests. */

const wrote =
  'a écrit|a ecrit|écrit|wrote|writes|schrieb|geschrieben|schreef|heeft .{1,60} geschreven|escribió|escreveu|ha scritto|scrisse|napisał(?:\\(a\\))?|skrev|написав(?:ла)?|написал(?:а)?|пише|пишет|写道|kirjoitti';
const introEnd = new RegExp(`(?:^|[\\s>\\]),，])(?:${wrote})\\s*[::]?\\s*$`, 'iu');
const dated = /\d{1,2}[:.h]\d{2}|\b\d{4}\b/u;
const introStart =
  /^\s*(?:[*_>]\s?)?(?:le|on|at|am|op|el|il|em|den|d\.|dnia|w dniu|le\s|il giorno|pe|в|у|於|在|on\s)\s?.*\d|^\s*\d{1,4}[-./]\d{1,2}[-./]\d{2,4}|^\s*[^\n]{0,80}<[^<>\s]+@[^<>\s]+>|^\s*\d{1,2}:\d{2}\b|^\s*\d{4}年|^\s*(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|man|tir|tirs|ons|tor|tors|fre|lør|søn)[a-zéå]*[.,]?\s+\d/iu;
/** Gmail without a verb: “2016-03-03 17:21 GMT+01:00 Camille Roux”, and before 2013 “2013/7/20 Camille Roux <address>”. */
const gmailMoment = /^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} (?:GMT|UTC)[+-]\d{1,2}:\d{2} \S.{0,80}$/u;
const gmailDay = /^\d{4}\/\d{1,2}\/\d{1,2} [^<>]{1,80}<[^<>\s]+@[^<>\s]+>$/u;
/** Mail programs break the sentence at 76 characters: over four lines with a long address. */
const MAX_INTRO_LINES = 4;
const MAX_INTRO_LENGTH = 400;

/** How many lines from `at` on announce a quote (“Le … a écrit :”, “On … wrote:”); 0 when none does. */
export function quoteIntroAt(lines: string[], at: number): number {
  const first = lines[at] ?? '';
  if (first.length > MAX_INTRO_LENGTH || isQuoted(first)) return 0;
  if (gmailMoment.test(first) || (gmailDay.test(first) && announcesMarkedQuote(lines, at + 1))) return 1;
  if (!introStart.test(undashed(first))) return 0;
  let sentence = '';
  for (let count = 1; count <= MAX_INTRO_LINES && at + count <= lines.length; count += 1) {
    const line = undashed(lines[at + count - 1] ?? '');
    if (line === '' || line.length > MAX_INTRO_LENGTH) return 0;
    sentence += ` ${line}`;
    if (sentence.length > MAX_INTRO_LENGTH) return 0;
    if (introEnd.test(sentence) && /\d|@/u.test(sentence)) return count;
    // A date, an address and a colon are an announcement in any language.
    if (/[^:]:\s*$/u.test(sentence) && dated.test(sentence) && /\S@[\w-]+\.\w/u.test(sentence)) return count;
  }
  return 0;
}

/** Zoho puts its sentence between dashes. */
function undashed(line: string): string {
  const text = line.trim();
  return text.startsWith('--') ? text.replace(/^-+\s*/u, '').replace(/\s?-{2,9}$/u, '') : text;
}

/** How far below an announcement its quote begins, when it is marked. */
const MAX_BLANK_BELOW = 5;

/** Does the next line with words bear the mark of a quote? */
export function announcesMarkedQuote(lines: string[], at: number): boolean {
  const next = lines.slice(at, at + MAX_BLANK_BELOW).find((line) => line.trim() !== '');
  return next !== undefined && (isQuoted(next) || isBarred(next));
}

export const isQuoted = (line: string): boolean => /^\s{0,3}>/u.test(line);

/** Some programs mark with a bar: a quote only where one was announced, for tables have bars too. */
export const isBarred = (line: string): boolean => /^\s{0,3}\|(?:\s|$)/u.test(line);

/** “-----Message d'origine-----” and its sisters, forwards included. */
export function isOriginalMark(line: string): boolean {
  if (line.length > MAX_MARK) return false;
  const [start, end] = [line.search(/[^\s>*_=-]/u), lastOf(line)];
  if (start === -1) return false;
  const inner = line.slice(start, end + 1);
  const dashed = /[-_=]{2}/u.test(line.slice(0, start)) && /[-_=]{2}/u.test(line.slice(end + 1));
  return dashed ? originals.test(inner) : openings.test(line.trim());
}

/** Where the last character stands that is no dash, rule, star or space. */
function lastOf(line: string): number {
  let end = line.length - 1;
  while (end >= 0 && /[\s*_=-]/u.test(line[end] ?? '')) end -= 1;
  return end;
}

/** Longer lines are text. */
const MAX_MARK = 200;
const originals =
  /^(?:message d['’]origine|message original|message initial|message transféré|message réexpédié|e-?mail d['’]origine|courriel d['’]origine|original (?:message|appointment)|forwarded message|reply message|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|oorspronkelijk bericht|mensaje original|mensagem original|messaggio originale|oprindelig (?:meddelelse|besked)|opprinnelig melding|ursprungligt meddelande)$/iu;
const openings =
  /^(?:begin forwarded message|début du message (?:réexpédié|transféré)|anfang der weitergeleiteten nachricht)\s?:?$/iu;

const fromField = /^[\s*>]*(?:de|from|von|van|da|från|fra|od|от|expéditeur)\s?[*]*\s?:[*]*\s?\S/iu;
const otherField =
  /^[\s*>]*(?:envoyé(?: le)?|date|sent|gesendet|datum|verzonden|enviado(?: el)?|inviato|skickat|sendt|wysłano|à|a|to|an|aan|para|till|til|do|destinataires?|cc|copie|objet|subject|betreff|onderwerp|asunto|assunto|oggetto|ämne|emne|temat|répondre à|reply-to)\s?[*]*\s?:/iu;

/** A block of header lines (“De : … Envoyé : … À : … Objet : …”), as Outlook puts above a quote. */
export function headerBlockAt(lines: string[], at: number): boolean {
  if ((lines[at] ?? '').length > MAX_INTRO_LENGTH) return false;
  if (
    !fromField.test(lines[at] ?? '') &&
    !(/^[\s*>]*(?:date|subject|objet|message du)\s?:/iu.test(lines[at] ?? '') && fromField.test(lines[at + 1] ?? ''))
  )
    return false;
  const below = lines.slice(at + 1, at + 8).filter((line) => otherField.test(line) || fromField.test(line));
  return below.length >= 2;
}

/** RFC 3676 4.3 says `-- `; programs trim the space. */
export const isSignatureMark = (line: string): boolean => /^--[ ]?$|^—$|^__$/u.test(line);

const device =
  'iphone|ipad|ipod|android|mobile|téléphone|telephone|smartphone|samsung|galaxy|huawei|xiaomi|blackberry|outlook|windows|yahoo|mailbox|airmail|nokia|htc|alcatel|appareil|portable|phone|cell|pc|tablet(?:te)?|orange|mail|gmail|proton ?mail|k-9|ti-\\d+|device';
const mobile = new RegExp(
  `^[\\s(<*_]*(?:envoyé (?:de(?:puis)?|à partir d[eu'’]|avec|via|par)|sent (?:from|via|with|by|using)|from my|get |obtenir |télécharger |gesendet |von meinem? .*gesendet|diese nachricht wurde|verzonden |verstuurd |enviado |inviato |skickat |sendt |從我的|someone from)(?=.*\\b(?:${device})|.*手?機?傳送|\\S+(?: \\S+){0,3}$).{0,120}$`,
  'iu',
);

/** “Envoyé de mon iPhone”, “Get Outlook for iOS” and so on, alone on a line. */
export const isMobileFooter = (line: string): boolean =>
  line.length <= 140 && (mobile.test(line) || /^從我的.{1,30}傳送$|^von meinem .{1,30} gesendet$/iu.test(line.trim()));
