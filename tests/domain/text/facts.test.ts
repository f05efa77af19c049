import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFacts } from '../../../src/domain/text/facts.ts';

/** A Monday. */
const now = new Date('2026-11-23T09:00:00+01:00');
const keysOf = (text: string) => findFacts(text, now).map((fact) => fact.key);

/** Every form of a line says the same. */
const same: Record<string, string[]> = {
  'amount:123456:EUR': [
    '1 234,56 €',
    '1\u00A0234,56\u00A0€',
    '1\u202F234,56\u202F€',
    '1234,56€',
    '1234.56 EUR',
    '€1,234.56',
    '1.234,56 €',
    '1 234,56 euros TTC',
    'EUR 1,234.56',
  ],
  'amount:115000:EUR': ['1 150 €', '1150 €', '1.150 €', '€1,150', '1 150,00 €', '1 150 euros'],
  'amount:350:EUR': ['3,50 €', '3,5 €', '3 €50', '3€50', '€3.50'],
  'amount:1200000:EUR': ['12 k€', '12 000 €', '12K€'],
  'amount:2000:GBP': ['£20', '20 GBP', '20 pounds'],
  'percent:30': ['30 %', '30%', '30\u00A0%', '30 pour cent', '30 percent'],
  'percent:5.5': ['5,5 %', '5.5%'],
  'date:2026-11-24': [
    'mardi 24 novembre',
    'Mardi 24 novembre 2026',
    '24 novembre 2026',
    'le 24 nov.',
    'mar. 24 nov. 2026',
    '24/11/2026',
    '24/11/26',
    '24.11.2026',
    '24-11-2026',
    'le 24/11',
    '2026-11-24',
    'mardi 24',
    'mardi 24/11',
    'demain',
    'Tuesday 24 November',
    'Tuesday, November 24th, 2026',
    'Nov 24, 2026',
    'the 24th of November',
    'tomorrow',
    '11/24/2026',
  ],
  'date:2026-12-01': ['1er décembre', 'le 1er décembre 2026', '01/12/2026', 'mardi 1er déc.', 'December 1st'],
  'date:2027-01-15': ['15 janvier', '15/01/2027', 'vendredi 15 janvier', 'January 15'],
  'date:2026-11-25': ['après-demain', 'mercredi 25'],
  'date:2027-02': ['février 2027', 'February 2027'],
  'weekday:1': ['lundi', 'le lundi', 'on Monday'],
  'time:09:30': ['9h30', '9 h 30', '9\u202Fh\u202F30', '09:30', '9 heures 30', '9h30.', '9:30 am', '9 h et demie'],
  'time:14:00': ['14h', '14 h', '14h00', '14:00', '2 pm', '2 p.m.', '14 heures'],
  'time:12:00': ['à midi', '12 h', 'at noon'],
  'duration:90min': ['durée 1 h 30', 'pendant 1h30', 'durée : 1 h 30', 'une séance de 1 h 30', 'dans 1h30'],
  'duration:2880min': ['sous 48 h', 'deux jours', '2 jours ouvrés', 'within 2 days', 'sous 48 heures'],
  'duration:2months': ['2 mois', 'deux mois', 'two months'],
  'phone:+33199001240': [
    '01 99 00 12 40',
    '+33 1 99 00 12 40',
    '0199001240',
    '01.99.00.12.40',
    '01-99-00-12-40',
    '+33 (0)1 99 00 12 40',
    '0033199001240',
    '01\u00A099\u00A000\u00A012\u00A040',
  ],
  'email:m.roy@orange.example': ['m.roy@orange.example', 'M.Roy@Orange.example.', '<m.roy@orange.example>'],
  'link:rdv.example/prendre': [
    'https://rdv.example/prendre',
    'http://www.rdv.example/prendre/',
    'www.rdv.example/prendre.',
  ],
  'iban:FR7699003005600002154871160': [
    'FR7699003005600002154871160',
    'FR76 9900 3005 6000 0215 4871 160',
    'FR76\u00A09900\u00A03005\u00A06000\u00A00215\u00A04871\u00A0160 BIC ARMOFRPP',
  ],
  'reference:D2026114': ['devis D-2026-114', 'devis n° D-2026-114', 'D-2026-114', 'Quote D-2026-114'],
  'reference:4821': ['commande n° 4821', 'commande 4821', 'Commande nº4821', 'order no. 4821', 'order #4821'],
  'reference:FA20260031': ['facture FA2026-0031', 'facture n°FA2026-0031', 'FA2026-0031'],
  'reference:401558234': ['SIREN 401 558 234', 'SIREN : 401558234'],
  'address:12 rue du port maria': ['12 rue du Port-Maria', '12, rue du Port-Maria à Vannes', '12 RUE DU PORT-MARIA'],
  'address:56000 vannes': ['56000 Vannes', '56000 VANNES'],
  'address:5 bis boulevard saint michel': ['5 bis boulevard Saint-Michel', '5 bis bd St-Michel'],
};

describe('the same fact written otherwise has the same key', () => {
  test.each(Object.entries(same).flatMap(([key, forms]) => forms.map((form) => [form, key])))(
    '%s is %s',
    (form, key) => {
      expect(keysOf(form)).toEqual([key]);
      expect(keysOf(`Bonjour, voici : ${form} — merci.`)).toEqual([key]);
    },
  );
});

test.each([
  ['du 24 au 26 novembre', ['date:2026-11-24', 'date:2026-11-26']],
  ['les 24, 25 et 26 novembre', ['date:2026-11-24', 'date:2026-11-25', 'date:2026-11-26']],
  ['du lundi 23 au mercredi 25 novembre 2026', ['date:2026-11-23', 'date:2026-11-25']],
  ['8 h–12 h et 13 h 30–17 h 30', ['time:08:00', 'time:12:00', 'time:13:30', 'time:17:30']],
  ['de 9 h à 12 h', ['time:09:00', 'time:12:00']],
  ['à 14h, 15h ou 16h', ['time:14:00', 'time:15:00', 'time:16:00']],
  ['de 100 à 150 €', ['amount:10000:EUR', 'amount:15000:EUR']],
  ['62 €/h', ['amount:6200:EUR']],
  ['mardi 24 novembre à 9h30', ['date:2026-11-24', 'time:09:30']],
  ['12 rue du Port-Maria, 56000 Vannes', ['address:12 rue du port maria', 'address:56000 vannes']],
  ['facture n° FA-2611-0482 de 1 541,40 €', ['reference:FA26110482', 'amount:154140:EUR']],
])('%s', (text, keys) => expect(keysOf(text)).toEqual(keys));

test('a weekday that contradicts its date keeps the contradiction in its key', () => {
  expect(keysOf('lundi 24 novembre')).toEqual(['date:2026-11-24:weekday-1']);
  expect(keysOf('lundi 24 novembre 2026')).toEqual(['date:2026-11-24:weekday-1']);
});

test.each([
  '',
  'Bonjour Madame, merci beaucoup pour votre message.',
  'La chaudière est au 2e étage, porte 4.',
  'Nous sommes ouverts 24/7.',
  'Bonjour.Merci',
  "Vous pouvez compter sur nous aujourd'hui.",
  'Un ballon de 200 litres, à 30 km de Vannes.',
  'le R32, la TVA, le CO2 et le A4',
])('no fact in: %s', (text) => expect(keysOf(text)).toEqual([]));

test('the day is the one of the time zone', () => {
  const late = new Date('2026-11-23T23:30:00Z');
  expect(findFacts('demain', late, 'Europe/Paris')[0]?.key).toBe('date:2026-11-25');
  expect(findFacts('demain', late, 'America/Martinique')[0]?.key).toBe('date:2026-11-24');
});

test('an amount has one key in every form of writing', () => {
  const spaces = fc.constantFrom(' ', '\u00A0', '\u202F', '');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), spaces, spaces, (cents, group, gap) => {
      const decimals = String(cents % 100).padStart(2, '0');
      const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/gu, group);
      const english = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/gu, ',');
      for (const form of [`${whole},${decimals}${gap}€`, `${whole},${decimals} euros`, `€${english}.${decimals}`]) {
        expect(keysOf(form)).toEqual([`amount:${cents}:EUR`]);
      }
    }),
  );
});

test('offsets are those of the text, in order, without overlap', () => {
  const piece = fc.constantFrom(
    ...Object.values(same).flat(),
    'Bonjour',
    ' 😀 ',
    '\u00A0',
    '\n',
    ', ',
    '12',
    'le ',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join(' ');
      let last = 0;
      for (const fact of findFacts(text, now)) {
        expect(text.slice(fact.start, fact.end)).toBe(fact.text);
        expect(fact.start).toBeGreaterThanOrEqual(last);
        last = fact.end;
      }
    }),
  );
});

test('a long hostile text is read in linear time', () => {
  const pieces = [
    '1 ',
    '12 rue de la ',
    'FR76 ',
    'a.',
    '1.1.',
    'devis : n° ',
    'le 1, le ',
    '01 99 00 ',
    '+33 ',
    '1 h ',
  ];
  for (const piece of pieces) expect(findFacts(piece.repeat(20_000 / piece.length), now)).toBeInstanceOf(Array);
});
