import { anyCase, fold, type FoundFact } from './fact.ts';

const way = anyCase(
  String.raw`(?:rue|avenue|av\.|boulevard|bd\.?|bld|place|pl\.|chemin|ch\.|impasse|allées?|route|rte|quai|cours|square|faubourg|fg|voie|passage|esplanade|sentier|hameau|rond-point|venelle|ruelle|montée|mail|parvis|traverse)`,
);
const joint = anyCase(String.raw`(?:(?:de la|de|du|des|la|le|les|sur|aux|au)(?!\p{L}|')|(?:de )?l'|d')`);
const word = String.raw`[\p{L}\d][\p{L}\d'-]*`;
/** The first word of a name may be in lower case ("rue du port"), the next ones are capitals or numbers. */
const french = new RegExp(
  String.raw`(?<![\d€/,.])\d{1,4}(?: ?(?:bis|ter|quater|[A-D]\b))?,? ${way}(?: ${joint})* ?(?!${joint} )${word}(?: (?:${joint} ?)?(?!\d{5})[\p{Lu}\d][\p{L}\d'-]*)*`,
  'gu',
);
const english =
  /(?<![\d€/,.])\d{1,4} (?:\p{Lu}[\p{L}'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Lane|Square|Drive|Terrace)\b/gu;
const town =
  /(?<![\d.,-])(?:F-)?(\d{5}) (?!EUR|HT\b|TTC|CHF)(\p{Lu}[\p{L}'-]+(?:[ -](?:\p{Lu}[\p{L}'-]+|sur|sous|en|lès|de|la|le))*)/gu;

/** A street line and a post code with its town are two facts: a source often has one without the other. */
export function findAddresses(text: string): FoundFact[] {
  const lines = [french, english].flatMap((pattern) => Array.from(text.matchAll(pattern), street));
  const towns = Array.from(text.matchAll(town), (found) => {
    const [first = ''] = (found[2] ?? '').split(' ');
    return fact(found.index, found[0].length, `${found[1]} ${first}`);
  });
  return [...lines.filter((line) => line !== null), ...towns];
}

function street(found: RegExpExecArray): FoundFact | null {
  const line = found[0].replace(/(?: (?:de|du|des|la|le|les|sur|aux|au))+$/iu, '').replace(/[.'-]+$/u, '');
  return fact(found.index, line.length, line);
}

const fact = (start: number, length: number, line: string): FoundFact => ({
  kind: 'address',
  start,
  end: start + length,
  key: `address:${addressKey(line)}`,
});

export function addressKey(line: string): string {
  return fold(line)
    .replace(/ (?:bd|bld) /u, ' boulevard ')
    .replace(/ av /u, ' avenue ')
    .replace(/ pl /u, ' place ')
    .replace(/ rte /u, ' route ')
    .replace(/ st /gu, ' saint ')
    .replace(/ ste /gu, ' sainte ')
    .trim();
}
