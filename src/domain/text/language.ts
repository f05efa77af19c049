import type { Language } from '../client.ts';

/** Enough for a sure answer; a long mail is not read further. */
const sampleLength = 4000;

const french = words(`
  le la les un une des du de et ou où est sont être avez avons ai as ont je tu il elle nous vous ils elles on ce cet cette ces
  que qui quoi dont pour par avec sans sur dans pas ne plus votre vos notre nos mon ma mes ton tes son sa ses leur
  merci bonjour bonsoir salut cordialement bien beaucoup oui non svp madame monsieur bonne journée soirée
  voici suis serait pouvez peux pourriez voudrais souhaite combien quand comment chez très aussi mais donc car si au aux
  devis facture rendez rdv slt bjr mrc jour été fait même chère cher
`);
const english = words(`
  the an and or is are was were be been have has had i you he she it we they this that these those what which who whom
  for by with without in not no your our my his her their its thank thanks hello hi dear regards sincerely kind best yes
  please would could should can will do does did how when where why to of at from if but so as am me us any some
  order invoice quote ship shipping about there here let know just need want good morning
`);

/** The language a text is written in; French when nothing tells (a short mail to a French office). */
export function detectLanguage(text: string): Language {
  const sample = text.slice(0, sampleLength).normalize('NFC').toLowerCase();
  let fr = (sample.match(/[éèêëàâçùûîïôœ]/gu)?.length ?? 0) * 0.5;
  let en = 0;
  for (const [word] of sample.replaceAll('’', "'").matchAll(/\p{L}+(?:'\p{L}+)?/gu)) {
    const elided = /^(?:[cdjlmnst]|qu)'/u.test(word);
    if (elided || french.has(word)) fr += 1;
    if (english.has(word) || /'(?:s|t|re|ve|ll|m|d)$/u.test(word)) en += 1;
  }
  return en > fr ? 'en' : 'fr';
}

function words(list: string): Set<string> {
  return new Set(list.trim().split(/\s+/u));
}
