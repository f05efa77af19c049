import type { Category } from '../../domain/triage.ts';
import type { ReadableMessage } from '../../domain/message.ts';
import { fold } from '../../domain/text/facts/fact.ts';

export type Intent =
  | 'solicitation'
  | 'application'
  | 'complaint'
  | 'payment'
  | 'invoice'
  | 'invoice-copy'
  | 'order'
  | 'reschedule'
  | 'appointment'
  | 'quote'
  | 'administrative'
  | 'thanks'
  | 'document'
  | 'emergency'
  | 'request';

export const categoryOf: Record<Intent, Category> = {
  solicitation: 'solicitation',
  application: 'recruitment',
  complaint: 'complaint',
  payment: 'payment',
  invoice: 'invoice',
  'invoice-copy': 'document',
  order: 'order',
  reschedule: 'appointment',
  appointment: 'appointment',
  quote: 'quote',
  administrative: 'administrative',
  thanks: 'other',
  document: 'document',
  emergency: 'request',
  request: 'request',
};

/** What a message is mainly about: the intent whose words weigh most, the subject counted twice. 'request' when none does. */
export function findIntent(message: ReadableMessage): Intent {
  const subject = fold(message.subject);
  const text = fold(
    `${message.text} . ${message.documents.map((document) => document.name.replace(/[_.-]/gu, ' ')).join(' ')}`,
  );
  let best: Intent = 'request';
  let most = threshold;
  for (const [intent, signs] of signals) {
    const weight = signs.reduce(
      (sum, [pattern, points]) => sum + (pattern.test(text) ? points : 0) + (pattern.test(subject) ? points : 0),
      0,
    );
    if (weight > most) [best, most] = [intent, weight];
  }
  return best;
}

/** One passing word is not an intent. */
const threshold = 1.9;

/** In order: a tie goes to the first. */
const signals: readonly [Intent, readonly [RegExp, number][]][] = [
  [
    'emergency',
    [
      [/ (?:fuites?|inond\p{L}+|degat des eaux|gouttes? au plafond|odeur de gaz|leak|flood\p{L}*) /u, 1.5],
      [/ (?:urgent|urgence|au secours|vite|emergency|partout|ce matin|des que possible|aujourd hui) /u, 1.5],
    ],
  ],
  [
    'complaint',
    [
      [
        / (?:mecontent\p{L}*|pas content\p{L}*|inadmissible|inacceptable|scandaleu\p{L}+|honte\p{L}*|decu\p{L}*|deception|decevant|en colere|reclamation|plainte|unacceptable|disappointed|complain\p{L}*) /u,
        3,
      ],
      [
        / (?:cass(?:e|es|ee|ees)|abim(?:e|es|ee|ees)|defectueu\p{L}+|manquant\p{L}*|erreur de commande|ne (?:marche|fonctionne) (?:pas|plus)|broken|damaged) /u,
        2,
      ],
      [/ (?:rembours\p{L}+|dedommag\p{L}+|refund) /u, 1.5],
      [/ personne (?:ne|n) (?:m|nous|me) ?(?:a)? ?rappel/u, 1.5],
      [/ (?:j ai (?:laisse|appele) (?:deux|trois|plusieurs)|toujours rien|aucune nouvelle) /u, 1],
    ],
  ],
  [
    'application',
    [
      [
        / (?:candidat\p{L}+|stages?|stagiaire|alternance|apprenti\p{L}*|apprentissage|remplacement ete|mon cv|cv|lettre de motivation|internship|job) /u,
        2.5,
      ],
      [
        / (?:embauch\p{L}+|recrut\p{L}+|vous prenez du monde|travailler (?:chez|avec|pour) vous|saison|saisonni\p{L}+|poste de|emploi) /u,
        2,
      ],
      [/ (?:diplome\p{L}*|permis b|mes disponibilites|me presenter|motive\p{L}*|experience) /u, 0.7],
    ],
  ],
  [
    'payment',
    [
      [/ (?:relance|rappel) (?:\p{L}+ ){0,4}(?:facture|paiement|echeance|impaye)/u, 3],
      [
        / (?:impaye\p{L}*|reste due?|pas trace du paiement|non reglee?|echue|en retard de paiement|date de votre reglement|solde debiteur|overdue|unpaid|mise en demeure|sauf erreur (?:ou omission )?de notre part) /u,
        1.8,
      ],
      [/ (?:recouvrement|relance) /u, 1.5],
    ],
  ],
  [
    'invoice',
    [
      [
        / (?:ci joint|piece jointe|en pj|veuillez trouver|vous trouverez|voici|joins|jointe?|please find) (?:\p{L}+ ){0,6}(?:factures?|invoice|avoir) /u,
        3,
      ],
      [/ factures? (?:\p{L}+ |\d+ ){0,6}(?:ci joint|jointe?|en pj|en piece jointe)/u, 3],
      [/ (?:votre facture|facture (?:n |no )?\p{L}*\d|factures? (?:du mois|de) )/u, 1.5],
      [/ facture \S* ?\d* ?pdf| pdf .*facture/u, 1],
      [/ (?:ttc|montant|echeance|bonne reception|total) /u, 0.7],
    ],
  ],
  [
    'invoice-copy',
    [
      [/ (?:duplicata|copie de (?:la|ma|cette|votre) facture|copy of (?:the|my) invoice) /u, 3],
      [
        / (?:renvoyer|envoyer|retrouver|egare|perdu|adresser|reclame|demande|avoir|recevoir|besoin) (?:\p{L}+ ){0,6}factures? /u,
        2,
      ],
      [/ factures? (?:\p{L}+ ){0,10}(?:perdue?s?|egaree?s?|renvoyer|mutuelle|introuvable|reclame|impossible)/u, 2],
      [/ (?:mutuelle|attestation|releve|piece n|bordereau|n etait pas jointe?) /u, 1],
    ],
  ],
  [
    'order',
    [
      [
        / (?:ma|mon|votre|la|une|commande|notre) (?:commande|colis|panier) | commande (?:n |no |numero |lz )?\p{L}*\d/u,
        2,
      ],
      [
        / (?:colis|suivi|livraison|livre\p{L}*|expedi\p{L}+|toujours rien recu|bon de commande|my order|tracking|delivery|shipping) /u,
        1,
      ],
      [/ (?:commander|commande|je prendrais|passer commande) /u, 0.8],
    ],
  ],
  [
    'reschedule',
    [
      [
        / (?:decal\p{L}+|deplacer|report\p{L}+|repouss\p{L}+|annul\p{L}+|reschedul\p{L}+|empech\p{L}+) (?:\p{L}+ ){0,4}(?:rendez|rdv|seance|visite|audience|appointment)/u,
        3.5,
      ],
      [/ (?:rendez vous|rdv|seance) (?:\p{L}+ |\d+ ){0,25}(?:decaler|reporter|repousser|deplacer|annuler)/u, 3],
    ],
  ],
  [
    'appointment',
    [
      [/ (?:rendez vous|rdv|creneaux?|appointment) /u, 1.8],
      [
        / (?:recevoir|dispo|disponibles?|une place|libre|venir|passer|se voir|on s appelle|reunion|invitation|audience) /u,
        1.1,
      ],
      [
        / (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|monday|tuesday|wednesday|thursday|friday) (?:\d+ )?(?:\p{L}+ ){0,2}a? ?\d{1,2} ?h/u,
        1,
      ],
      [/ (?:premiere seance|consulter|entretien) /u, 0.5],
    ],
  ],
  [
    'quote',
    [
      [/ (?:devis|quote|estimate|cotation) /u, 2.2],
      [
        / (?:remplac\p{L}+|projet|refaire|renov\p{L}+|organiser|tarifs? pro\p{L}*|seminar|prix par personne|price per person) /u,
        0.6,
      ],
    ],
  ],
  [
    'administrative',
    [
      [
        / (?:urssaf|impots?|cfe|cotisation|tva|dgfip|prefecture|mairie|insee|greffe|caf|attestation de vigilance|cotisation fonciere|declaration|assurance|contrat) /u,
        1.5,
      ],
      [
        / (?:avis (?:d impot|de cotisation|d echeance)|date limite|espace (?:professionnel|en ligne)|siren|votre dossier) /u,
        1,
      ],
    ],
  ],
  [
    'document',
    [
      [
        / (?:ci joint|en piece jointe|en pj|je vous (?:joins|envoie|transmets|adresse)|voici|vous trouverez|please find|attached) (?!la facture|votre facture|ma commande)(?:\p{L}+ ){0,4}(?:document|documents|compte rendu|plans?|photos?|contrat|devis|attestation|pieces?|dossier|ordonnance|rapport|fichier|rib)/u,
        3,
      ],
    ],
  ],
  [
    'solicitation',
    [
      [
        / (?:me permets de (?:vous contacter|revenir vers vous)|sans engagement|notre plateforme|notre (?:solution|agence|offre)|referencement|seo|visibilite|generation de leads|prospects?|demandes qualifiees|nos clients gagnent|free trial|premier mois (?:est )?offert) /u,
        2,
      ],
      [/ (?:growth|business developer|partenariats?|commercial\p{L}*|stop|propositions commerciales) /u, 1],
      [
        / (?:\d+|dix|quinze|trente) minutes (?:\p{L}+ ){0,3}(?:semaine|mardi|lundi|mercredi|jeudi|vendredi|echanger|appel)|on en parle |auriez vous (?:\d+|dix|quinze) minutes/u,
        1.5,
      ],
      [/ (?:votre site|chiffre d affaires|audite) /u, 0.8],
    ],
  ],
  [
    'thanks',
    [
      [
        /^ (?:re )?(?:un )?(?:grand |mille )?merci (?!de me|de nous|de bien|d avance)|^ c est (?:note|parfait)|^ (?:parfait|super|bien recu|many thanks|thank you so) /u,
        2,
      ],
      [/ (?:merci (?:beaucoup |infiniment )?pour (?:votre|vos|ta|tes|ces|tout|cette)|un grand merci) /u, 0.8],
    ],
  ],
];
