import { expect, test } from 'vitest';
import { findFacts } from '../../../src/domain/text/facts.ts';
import { isSupported, readSupport } from '../../../src/domain/text/trusted.ts';

const now = new Date('2026-11-23T09:00:00+01:00');
const unsupported = (draft: string, ...trusted: string[]) => {
  const support = readSupport(trusted, now);
  return findFacts(draft, now)
    .filter((fact) => !isSupported(fact, support))
    .map((fact) => fact.text);
};

test.each([
  ['Le devis s’élève à 1 150 € TTC.', 'je peux vous le faire à 1150 euros tout compris'],
  ['Montant : 486,12 €', 'SA-88213   30/09/2026   15/11/2026   486,12'],
  ['Nous passerons mardi à 9h30.', 'mardi 24 novembre 2026, 09:30'],
  ['Le 24 novembre à 9 h 30', 'le 24/11 de 9h30 à 11h'],
  ['votre commande n° 4821', 'Commande : 4821'],
  ['la facture FA2026-0031', 'FACTURE\nFA 2026 0031'],
  ['au 12 rue du Port-Maria', '12, rue du Port Maria - 56000 VANNES'],
  ['au 5 bd Saint-Michel', '5 boulevard St Michel'],
  ['appelez le 01 99 00 12 40', 'Tél. +33 1 99 00 12 40'],
  ['comptez 1 h 30', 'Un rendez-vous dure 1h30.'],
  ['la pièce du mercredi 18 mars', 'jugement du 18 mars 2026'],
  ['en novembre 2026', 'le 3 novembre 2026'],
  ['l’acompte de 30 %', 'Acompte de 30% à la commande'],
  ['on Tuesday 24 November at 2 pm', 'mardi 24 novembre à 14 h'],
])('%s ← %s', (draft, trusted) => expect(unsupported(draft, trusted)).toEqual([]));

test.each([
  ['Le devis s’élève à 1 250 €.', '1 150 €', '1 250 €'],
  ['150 € suffiront', 'un total de 1 150 €', '150 €'],
  ['Nous passerons jeudi.', 'mardi 24 novembre', 'jeudi'],
  ['lundi 24 novembre', 'mardi 24 novembre', 'lundi 24 novembre'],
  ['à 9 h 45', '9h30', '9 h 45'],
  ['commande n° 4822', 'commande n° 4821', '4822'],
  ['12 rue du Port-Louis', '12 rue du Port-Maria', '12 rue du Port-Louis'],
  ['sous 24 h', 'sous 48 h', '24 h'],
  ['le 18 mars', 'le 19 mars 2026', '18 mars'],
  ['20 $', '20 €', '20 $'],
  ['01 99 00 12 41', '01 99 00 12 40', '01 99 00 12 41'],
])('%s is not in: %s', (draft, trusted, missing) => expect(unsupported(draft, trusted)).toEqual([missing]));

test('a letter that only repeats its sources raises nothing', () => {
  const sources = [
    'Entretien chaudière gaz : 139 €. Déplacement : 39 € jusqu’à 15 km, 59 € de 15 à 30 km. Supplément de 45 €.',
    'Du lundi au jeudi 8 h–12 h et 13 h 30–17 h 30, le vendredi 8 h–12 h. Devis gratuit, validité : 2 mois.',
    'Le Guen Chauffage\n12 rue du Port-Maria, 56000 Vannes\n01 99 00 12 40 – contact@leguen.example',
    'Bonjour, mon devis D-2026-311 de 1 240 € du 01/09/2026 tient-il ? Je suis libre mardi 24 après 14h.',
  ];
  const letter = `Bonjour Madame,

L’entretien coûte 139 €, avec un supplément de 45,00 € pour l’île. Nous sommes ouverts du lundi au jeudi, de 8h00 à 12h00
et de 13h30 à 17h30. Votre devis n° D-2026-311 du 1er septembre 2026, d’un montant de 1240 euros, reste valable deux mois.
Mardi 24 novembre à 14 h nous convient ; vous nous trouverez 12 rue du Port-Maria à Vannes, ou au 01.99.00.12.40.`;
  expect(unsupported(letter, ...sources)).toEqual([]);
});
