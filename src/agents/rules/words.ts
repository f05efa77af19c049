import { fold } from '../../domain/text/facts/fact.ts';

/** The words of a text that carry its subject, as stems; French and English words of one trade concept share a stem. */
export function topicWords(text: string): Set<string> {
  const stems = fold(text)
    .replace(/ rendez vous | rdv /gu, ' rendezvous ')
    .split(' ')
    .filter((word) => word !== '' && !hollow.has(word) && !/^\d+$/u.test(word))
    .map(stem);
  return new Set(stems.filter((word) => word.length > 1));
}

/** French words for a search in French knowledge; the text itself when no concept is named. */
export function searchWords(text: string): string {
  return [
    ...new Set(
      fold(text)
        .split(' ')
        .filter((word) => word.length > 2 && !hollow.has(word))
        .map(inFrench),
    ),
  ].join(' ');
}

const concepts: readonly [RegExp, string, string][] = [
  [/^(?:ouvert|ouverte|ouverts|ouverture|ouvrez|horaires?|open|opening|hours)$/u, 'ouvert', 'ouvert'],
  [/^(?:livr\w+|expedi\w+|deliver\w*|ship\w*|port)$/u, 'livr', 'livraison'],
  [/^(?:pay(?:e|er|ez|es|able|ables|ment|ing)?|paiements?|regler|reglements?)$/u, 'pay', 'règlement'],
  [/^(?:carte|cartes|cards?)$/u, 'carte', 'carte'],
  [/^(?:parking|garer|gare|stationn\w+)$/u, 'parking', 'parking'],
  [/^(?:gratuit\w*|frais|payant\w*|free)$/u, 'gratuit', 'gratuit'],
  [/^offert\w*$/u, 'offert', 'offert'],
  [/^(?:annul\w+|cancel\w*)$/u, 'annul', 'annulé'],
  [/^(?:log(?:er|ez|e|eons|ement|ements)|heberg\w+)$/u, 'loger', 'logeons'],
  [/^(?:apport\w+|bring)$/u, 'apport', 'apportez'],
  [/^(?:fauteuils?|pmr|rampe|wheelchair)$/u, 'fauteuil', 'fauteuils'],
  [/^(?:anglais\w*|english)$/u, 'anglais', 'anglais'],
  [/^(?:seances?|sessions?)$/u, 'seance', 'séance'],
  [/^(?:factures?|duplicatas?|invoices?)$/u, 'facture', 'facture'],
  [/^(?:recrut\w+|embauch\w+|saisonniers?|hiring)$/u, 'recrut', 'recrutons'],
  [/^(?:candidat\w+|apply)$/u, 'candidat', 'candidatures'],
  [/^(?:garanti\w*|warranty)$/u, 'garanti', 'garanties'],
  [/^(?:nourrissons?|bebes?|baby|babies)$/u, 'nourrisson', 'nourrisson'],
  [/^(?:adultes?|adults?)$/u, 'adulte', 'adulte'],
  [/^(?:enfants?|child|children|kids?)$/u, 'enfant', 'enfant'],
  [/^(?:chaudieres?|boilers?)$/u, 'chaudiere', 'chaudière'],
  [/^(?:commandes?|commander|commandez|orders?)$/u, 'commande', 'commande'],
  [/^(?:bocal|bocaux|jars?)$/u, 'bocal', 'bocaux'],
  [/^(?:cass\w+|abime\w*|broken)$/u, 'casse', 'cassé'],
  [/^(?:devis|quotes?|estimates?)$/u, 'devis', 'devis'],
  [/^(?:samedis?|saturdays?)$/u, 'samedi', 'samedi'],
  [/^(?:dimanches?|sundays?)$/u, 'dimanche', 'dimanche'],
  [/^(?:supplement\w*|extra)$/u, 'supplement', 'supplément'],
  [/^(?:deplac\w+|interven\w+|desserv\w+)$/u, 'deplac', 'déplacement'],
  [/^(?:chang\w+|modifi\w+)$/u, 'modifi', 'modifiée'],
  [/^(?:adresses?|address)$/u, 'adresse', 'adresse'],
  [/^(?:renvoy\w+|renvoi\w*|retourn\w+)$/u, 'renvoy', 'renvoyer'],
  [/^(?:sign(?:er|ez|e|ature))$/u, 'sign', 'signer'],
  [/^(?:aides?|prime|subventions?)$/u, 'aide', 'aide'],
  [/^(?:pros?|professionn\w+|revendeurs?)$/u, 'profess', 'professionnel'],
  [/^(?:prix)$/u, 'prix', 'prix'],
  [/^(?:frigo|refrigerateur|fridge)$/u, 'frigo', 'réfrigérateur'],
  [/^(?:remises?|reductions?|rabais|moins|discount)$/u, 'remise', 'moins'],
  [/^(?:envoy\w+|envoi\w*)$/u, 'envoy', 'envoyé'],
];

const hollow = new Set(
  `a ai aie as avec avez avons au aux ca car ce ceci cela ces cet cette chez comme d dans de des deja du elle elles en encore entre est et
  etes etre eu eux faire fait faites faut il ils j je jusqu jusque l la le les leur leurs lui m ma mais me meme mes mon moi n ne nos notre nous
  on ont ou par pas peu peut peuvent peux plus pour pourrais pourriez pouvez pouvons pourrait qu quand que quel quelle quelles quels qui quoi s sa
  sans se sera serait ses si son sont sous sur t ta te tes toi ton tous tout toute tu un une va vais vas vers voici vos votre vous y quelqu quelque
  bonjour bonsoir salut merci svp stp cordialement madame monsieur combien comment pourquoi bien tres aussi donc puis alors oui non ici
  souhaite souhaitons voudrais voudrions voudrait aimerais aimerions vouloir savoir voulais dire dites dis moi possible possibles besoin demande
  auriez aurais avoir aura cher chere coute coutent couter cout tarif tarifs temps jour jours heure heures date dates annee fois chose question
  pense penser apres midi matin faite faites site couvert couverte couverts autre autres compter comptez est-ce puis-je dois doit devons vient venez viens passer venir prendre prenez prend prends donner donnez
  the an and or is are was i you he she it we they this that to of in on at for with by from do does did can could would will your our my me us
  have has had be been any some if so as not how much what when where which who there please hello hi dear thanks thank cost costs price prices
  day days someone anyone also just about its speak take accept`.split(/\s+/u),
);

function stem(word: string): string {
  const concept = concepts.find(([pattern]) => pattern.test(word));
  if (concept) return concept[1];
  const bare = word.replace(/(?:s|x)$/u, '');
  return (bare.length > 4 ? bare.replace(/(?:ees?|ez|ent|ons|ant|er|e)$/u, '') : bare).slice(0, 7);
}

function inFrench(word: string): string {
  return concepts.find(([pattern]) => pattern.test(word))?.[2] ?? word;
}
