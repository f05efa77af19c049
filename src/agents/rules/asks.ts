import { fold } from '../../domain/text/facts/fact.ts';
import { sentencesOf } from './sentences.ts';
import { topicWords } from './words.ts';

export type AskKind =
  | 'callback'
  | 'slot'
  | 'move'
  | 'quote'
  | 'copy'
  | 'tracking'
  | 'status'
  | 'liability'
  | 'send'
  | 'price'
  | 'delay'
  | 'when'
  | 'where'
  | 'current'
  | 'open';

/** One thing a message wants. `about`: what it was said beside, for an ask that leans on it ("et sous combien de temps ?"). */
export interface Ask {
  text: string;
  kind: AskKind;
  about: string;
}

/** Shorter than this nobody asked anything ("ok ?"). */
const shortest = 8;
const most = 12;

/** Every question and request of a text, in order; one per distinct thing wanted. */
export function findAsks(text: string, subject = ''): Ask[] {
  const sentences = sentencesOf(text);
  const questions = sentences.filter((sentence) => isQuestion(sentence) && !rhetorical.test(fold(sentence)));
  const asks = sentences.flatMap((sentence) => {
    const folded = fold(sentence);
    if (rhetorical.test(folded)) return [];
    const asked = isQuestion(sentence) || request.test(folded) || wanted.test(folded);
    if (!asked && (questions.length > 0 || !wish.test(folded))) return [];
    const parts = divide(clean(sentence));
    return parts.map((part) => ({
      text: part,
      kind: kindOf(part),
      about: parts.length > 1 ? `${sentence} ${subject}` : subject,
    }));
  });
  const kept = asks.filter((ask) => ask.text.length >= shortest);
  return kept
    .filter((ask, index) => kept.findIndex((other) => fold(other.text) === fold(ask.text)) === index)
    .slice(0, most);
}

const isQuestion = (sentence: string): boolean =>
  /\?/u.test(sentence.replace(/https?:\/\/\S+/gu, '')) || opens.test(fold(sentence));

const opens =
  /^ (?:est ce qu|combien |quel(?:le)?s? (?:est|sont) |y a t il |ya t il |pouvez vous |pourriez vous |pourrais tu |peux tu |avez vous |auriez vous |faut il |serait il |puis je |faut envoyer |vous prenez |could you |can you |do you |how much |is it possible )/u;
const request =
  / (?:merci (?:de|d) (?:bien vouloir |me |m |nous |lui |le |la |les )*(?!votre|vos|ton|ta|m avoir|nous avoir)\p{L}+(?:er|ir|re|oir) |(?:dites|dis|envoyez|envoie|donnez|donne|confirmez|indiquez|rappelez|rappelle|precisez|adressez|transmettez) (?:moi|nous|lui) |(?:pouvez|pourriez) vous |(?:peux|pourrais) tu |veuillez (?!trouver|agreer|recevoir|croire|noter|excuser)|vous voudrez bien |nous vous remercions de (?:nous |bien )\p{L}+|please (?:send|let|confirm|tell|call|find out)|(?:could|can|would) you |let (?:me|us) know )/u;
const wanted =
  / (?:je|nous|on) (?:souhait\p{L}+|voudr\p{L}+|voul\p{L}+|aimer\p{L}+|desir\p{L}+|cherch\p{L}+|dois|ai besoin|avons besoin) (?:d |de |a |un |une |la |le |mon |vous |qu on |me |nous |que vous |bien |recevoir |obtenir |avoir |prendre |l )*(?:devis|rendez|rdv|facture|factures|rappel\p{L}*|annuler|decaler|deplacer|modifier|changer|duplicata|copie|savoir|attestation|commander|tarifs?|prix|renseignements?) /u;
const wish =
  / (?:je|nous|on) (?:souhait\p{L}+|voudr\p{L}+|aimer\p{L}+|desir\p{L}+|cherch\p{L}+) |^ demande de | j ai besoin | (?:i|we) (?:would like|d like|am looking|need) | je suis a la recherche | comment faire /u;
const rhetorical =
  / (?:comment (?:allez|vas|va) |vous allez bien|n est ce pas|vous vous souvenez|how are you|j espere que vous allez|si vous ne souhaitez plus|merci (?:d avance )?(?:de|pour) votre (?:retour|reponse|message|comprehension))/u;

/** Opening words that say nothing: greetings, "Autre chose :", "Et au fait,". */
function clean(sentence: string): string {
  const bare = sentence
    .slice(0, longestAsk)
    .replace(
      /^(?:bonjour|bonsoir|salut|hello|hi|dis[- ]moi|madame|monsieur|et|au fait|sinon|dernière chose|autre chose|par ailleurs|enfin)(?:[\s,:!]+)/iu,
      '',
    )
    .replace(/^(?:dites|dis)[- ](?:moi|nous)(?: aussi)?[\s,]+/iu, '')
    .replace(/^\([^)]*\)\s*/u, '')
    .replace(/^(?:au fait|aussi|sinon|dernière chose)[\s,:]+/iu, '')
    .replace(/\s+/gu, ' ');
  let end = bare.length;
  while (end > 0 && /[\s.!…,;:]/u.test(bare[end - 1] ?? '')) end -= 1;
  return bare.slice(0, end).trim();
}

/** A sentence of more is no question. Characters. */
const longestAsk = 2_000;

const interrogative = String.raw`(?:sous |à partir de |a partir de |avec )?(?:combien|quand|quelles?|quels?|comment|o[uù] (?:se|puis|peut|est)|est-ce|est-elle|est-il|faut-il|à quel|a quel|avant quel|dans quel|jusqu['’]|y a[- ]t[- ]il|pouvez-vous|pourriez-vous|puis-je|quoi|how|what|when|on which|do you|can i|could you)`;
const joint = new RegExp(
  String.raw`\s*,?\s+(?:et|and|ou bien)\s+(?:aussi\s+)?(?=${interrogative}|faut-il|s['’]il y a|sous combien|est-ce)|\s*[,;:]\s+(?=(?:allez|avez|pouvez|pourriez|est-ce|êtes)(?:-vous| que|-ce)?\b)`,
  'iu',
);

function divide(sentence: string): string[] {
  const parts = withSettings(
    sentence.split(joint).map((part) => part.trim()),
    sentence,
  );
  const whole = parts.every(
    (part) => part.length >= shortest && (topicWords(part).size > 0 || /quoi|combien|quel/iu.test(part)),
  );
  if (!whole || parts.length === 1) return [sentence];
  return parts;
}

/** "Vous m'aviez parlé d'une sonde, est-ce que vous l'avez ?": what only sets the scene stays with its question. */
function withSettings(parts: string[], sentence: string): string[] {
  const [first = '', second, ...rest] = parts;
  if (second === undefined || looksAsked.test(first)) return parts;
  return [sentence.slice(0, sentence.indexOf(second) + second.length), ...rest];
}

const looksAsked =
  /s['’]il y a|-(?:t-)?(?:vous|tu|ils?|elles?|on|je|ce)(?!\p{L})|\b(?:combien|quels?|quelles?|quoi|koi|savoir|est ce|y a t|can|does|how|what|peux tu|merci de)\b|^vous\b/iu;

/** First that fits: the special before the general. */
const kinds: readonly [AskKind, RegExp][] = [
  [
    'price',
    / (?:combien coute|a partir de combien(?! de )|quel (?:est )?(?:le |votre )?(?:prix|tarif) (?!tient)|how much) /u,
  ],
  [
    'callback',
    / (?:me|nous|m|te) rappel(?:er|ez|iez|le|les|lent) | rappelez (?:moi|nous) (?!que|de|le|la|les|quel|comment)| call (?:me|us) back/u,
  ],
  [
    'move',
    / (?:decal|deplac|reporter|repouss|avanc)\p{L}* (?:\p{L}+ ){0,4}(?:rendez|rdv|seance|visite|intervention|semaine)| (?:le|la|mon rendez vous|mon rdv) (?:decal|deplac|report)\p{L}+| changer (?:\p{L}+ ){0,2}(?:rendez|rdv)| reschedule/u,
  ],
  [
    'copy',
    / (?:renvoyer|envoyer|redonner|avoir|obtenir|recevoir|adresser|faire parvenir|retrouver|duplicata|copie|resend) (?:\p{L}+ ){0,5}factures?| duplicata de | copie de (?:la|ma|cette) facture| (?:m en|me l|me la|me le|nous la|nous l) (?:renvoyer|envoyer|adresser)| copy of (?:the|my) invoice/u,
  ],
  ['tracking', / (?:n |no |numero |num |lien )(?:de )?suivi| tracking/u],
  [
    'liability',
    / (?:qui (?:va|doit) payer|que comptez vous faire|que (?:faites|ferez) vous|que pouvez vous (?:faire|proposer)|rembours\p{L}+|dedommag\p{L}+|indemnis\p{L}+|geste commercial|refund|compensation)/u,
  ],
  [
    'quote',
    / (?:etablir|faire|avoir|recevoir|obtenir|envoyer|demande de|pour|besoin d|souhaite|voudrais|prepare) (?:\p{L}+ ){0,3}devis (?!est|tient|toujours)| (?:send|get|have) (?:\p{L}+ ){0,3}quote/u,
  ],
  [
    'current',
    / (?:en stock|(?:a|ont|est) (?:bien )?confirme\p{L}*|avez vous (?:bien |deja )?recu|(?:est|sera|serait) (?:il |elle |deja |bien )*(?:prete?|la des)|vous auriez \d+|auriez vous \d+|tient toujours|in stock) /u,
  ],
  [
    'slot',
    / (?:rendez vous|rdv|creneau|creneaux|une place|(?:pouvez|pourriez|peut|peux|pourrait) (?:vous |tu |il |elle )?(?:me |nous |le |la |les )?recevoir|vous recevoir|dire (?:lequel|laquelle)|(?:lequel|laquelle) vous|etes vous (?:libre|disponible|dispo)|tu (?:serais|es) dispo|passer (?:ce|voir|demain|lundi|mardi|mercredi|jeudi|vendredi|pour|a|chez)|(?:pouvez|pourriez) vous (?:venir|passer|intervenir)|quand (?:est ce que vous )?(?:venez|pouvez|passez|viendrez)|(?:poser|reparer|installer|intervenir|faire) (?:\p{L}+ )?quand|venir vite|un appel|see me|appointment|dispo(?:nible)?s? (?:le|lundi|mardi|mercredi|jeudi|vendredi))/u,
  ],
  [
    'status',
    / (?:ou en est|est elle (?:bien )?partie|est il (?:bien )?parti|bien partie|toujours rien recu|pas (?:encore )?recu|quand (?:arrive|sera livre|vais je recevoir)|ou est (?:mon|ma)|expediee? ?$|where is my)/u,
  ],
  [
    'price',
    / (?:combien (?!de temps|de jours|de bocaux|de place)|(?:(?:quels?|votre|vos|du|un) (?:\p{L}+ ){0,2}(?:prix|tarifs?|cout)|les? (?:prix|tarifs?|cout) (?:de|du|d|des|pour))|ca coute|coute |how much|price|cost |meme prix|quelle remise)/u,
  ],
  ['delay', / (?:sous combien|combien de (?:temps|jours)|delai|dans combien|how long)/u],
  [
    'send',
    / (?:envoyer|renvoyer|adresser|transmettre|faire parvenir|communiquer|envoie|renvoie|send) (?!quoi|koi)(?:\p{L}+ ){0,3}(?:plan|plans|piece|attestation|document|documents|rib|catalogue|photos?|certificat|dossier|rapport|bilan|brochure|fiche)/u,
  ],
  ['where', / (?:a quel endroit|quelle adresse|ou (?:se trouve|etes|puis je|peut|est)|se garer ou|garer ou|where)/u],
  [
    'when',
    / (?:quand|a quelle heure|quelles? heures?|horaires?|jusqu a quand|quel jour|quelles? dates?|avant quelle|a quelles dates|ouvert\p{L}*|when|which days?|what time)/u,
  ],
];

const kindOf = (ask: string): AskKind => kinds.find(([, pattern]) => pattern.test(fold(ask)))?.[0] ?? 'open';
