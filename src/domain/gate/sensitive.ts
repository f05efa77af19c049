import type { Check } from './context.ts';
import { excerpt } from './excerpt.ts';
import type { Finding } from './finding.ts';
import { incomingWords } from './incoming.ts';

const legal =
  /mise en demeure|\bavocate?s?\b|tribuna(?:l|ux)|huissier|commissaire de justice|porter plainte|dépôt de plainte|assignation|médiateur|conciliateur|prud'hom\p{L}*|dommages[ -](?:et[ -])?intérêts|DGCCRF|associations? de consommateurs|60 millions|UFC|lawyer|solicitor|legal action|small claims/iu;
const health =
  /dossier médical|certificat médical|arrêt (?:de travail|maladie)|motif de (?:la|sa|votre) consultation|secret médical|diagnosti(?:c|qu)\p{L}*|pathologie|compte[ -]rendu (?:médical|opératoire|d'imagerie)|medical (?:record|certificate)|sick leave/iu;
const claim =
  /rembours\p{L}*|dédommag\p{L}*|indemnis\p{L}*|geste commercial|avoir des nouvelles de mon avocat|(?:votre|vos) (?:faute|responsabilité|assurance)|sinistre|refund|compensation|liab(?:le|ility)/iu;
const asksAbout =
  /(?:confirm|communiqu|transm|précis|fourni|attest|indiqu)[^.?!\n]{0,140}(?:motif|présent|absen|horaire|dossier|coordonnées|adresse|numéro|salaire)\p{L}*/iu;
const thirdPerson =
  /(?:\bson |\bsa |un(?:e)? de nos |notre |votre |vos |\bmon |\bma )?(?:salarié|employé|collaborat(?:eur|rice)|patient|locataire|ex-(?:mari|femme|conjoint)|conjoint|élève)/iu;
/** These words are a law firm's daily bread. */
const legalTrade = /avocat|notaire|huissier|commissaire de justice|juri(?:ste|dique)|médiat/iu;

/**
 * What deserves a second look whatever the draft says. A complaint that claims money or threatens the law, and a stranger
 * who asks about somebody else, are red: a kind word may admit a fault or break a secret. A person may still answer.
 */
export const sensitive: Check = (context) => {
  const words = incomingWords(context);
  const lawful = legalTrade.test(context.client.profile.trade);
  const law = lawful ? undefined : legal.exec(words)?.[0];
  const findings: Finding[] = [];
  const say = (code: string, level: Finding['level'], text?: string) =>
    findings.push({ check: 'sensitive', code, level, evidence: text === undefined ? {} : { text: excerpt(text) } });

  if (context.triage?.category === 'complaint') {
    const claimed = claim.exec(words)?.[0] ?? law;
    if (claimed === undefined) say('complaint', 'warn');
    else say('complaint-claim', 'stop', claimed);
  }
  if (law !== undefined) say('sensitive-legal', 'warn', law);
  const ill = health.exec(words)?.[0];
  if (ill !== undefined) say('sensitive-health', 'warn', ill);
  const asked = asksAbout.exec(words)?.[0];
  if (context.firstContact && asked !== undefined && thirdPerson.test(words)) say('third-party-data', 'stop', asked);
  return findings;
};
