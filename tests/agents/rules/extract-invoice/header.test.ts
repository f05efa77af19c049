import { expect, test } from 'vitest';
import { extractByRules } from '../../../../src/agents/rules/extract-invoice.ts';
import { typedPage } from '../typed-page.ts';

const client = { name: 'Boulangerie Lemoine', siren: '', vat: '' };

function read(text: string) {
  const found = extractByRules({ client, name: 'facture.pdf', kind: 'invoice', pages: [typedPage(text)], text: '' });
  if (!found) throw new Error('not read');
  const sure = (field: string) => !found.unsure.includes(field);
  const { number, issueDate, dueDate } = found.data;
  return { number, issueDate, dueDate, sure: ['number', 'issueDate', 'dueDate'].filter(sure) };
}

test('the date of a title is the issue; what a sentence mentions is not', () => {
  expect(
    read(`Rechnung des Versicherers (575) Nr. 00.123-2018 vom 05.03.2018

Nummer: 549910

Rechnung gemäß Ihrem Auftrag vom 21.02.2018`),
  ).toEqual({
    number: '00.123-2018',
    issueDate: '2018-03-05',
    dueDate: null,
    sure: expect.arrayContaining(['number', 'issueDate']),
  });
  expect(read('Note n° 146   04/11/2026')).toMatchObject({ number: '146', issueDate: '2026-11-04' });
  expect(read('Beitragsrechnung      24. Januar 2026')).toMatchObject({ issueDate: '2026-01-24' });
  expect(read('für Ihre Versicherung wird der Beitrag vom 06.12.2025 fällig').sure).not.toContain('issueDate');
});

test('heads of a table speak for what stands under them, in several cells too', () => {
  expect(
    read(`FACTURE

NUMÉRO          DATE D'ÉMISSION      À RÉGLER AVANT     LE
FA26100388      10/10/2026           09/11/2026`),
  ).toEqual({
    number: 'FA26100388',
    issueDate: '2026-10-10',
    dueDate: '2026-11-09',
    sure: ['number', 'issueDate', 'dueDate'],
  });
});

test('a number stands under its title; a rank in a note, a page and goods are none', () => {
  expect(
    read(`Rénovation Plus                    FACTURE D'ACOMPTE
22 rue du Bâtiment
44000 Nantes                       N° FA-2025-ACOMPTE-001

Facture d'acompte n°1 - 30 % du devis`),
  ).toMatchObject({ number: 'FA-2025-ACOMPTE-001', sure: expect.arrayContaining(['number']) });
  expect(
    read(`AVOIR AV-2026-0005

Notes      Avoir suite à un bidon 10L percé`),
  ).toMatchObject({ number: 'AV-2026-0005', sure: expect.arrayContaining(['number']) });
  expect(read('FACTURE\nPage 2/2').number).toBeNull();
});

test('a letter is dated after its town; what else a page dates is not its issue', () => {
  expect(read('Rennes, le 12 octobre 2026\n\nConsultation du 3 septembre 2026')).toMatchObject({
    issueDate: '2026-10-12',
    sure: expect.arrayContaining(['issueDate']),
  });
  expect(
    read('Date de la facture / Date de la livraison   14 août 2026\nDate de la commande   13 août 2026').issueDate,
  ).toBe('2026-08-14');
  expect(read('Facture n° 12\nDate de mise en service : 01/02/2026').issueDate).toBeNull();
});

test('numbers in groups, and numbers in a list of keys', () => {
  expect(read('Facture du 2 novembre 2026\nn° 10 123 456 789').number).toBe('10 123 456 789');
  expect(
    read(`                     FACTURE
Numéro            F2026-10-009
Date              28/10/2026
Échéance          27/11/2026`),
  ).toEqual({
    number: 'F2026-10-009',
    issueDate: '2026-10-28',
    dueDate: '2026-11-27',
    sure: expect.arrayContaining(['number']),
  });
  expect(
    read('AVOIR\nN° AV-2026-031\n\nEn annulation partielle de notre facture n° FA-2026-0788 du 02/10/2026'),
  ).toMatchObject({ number: 'AV-2026-031', sure: expect.arrayContaining(['number']) });
});

test('the day of another paper is not the issue', () => {
  expect(
    read(`FACTURE
N° facture   Date
26100457     14/10/26

BL n° 778812 du 12/10/26`),
  ).toMatchObject({ number: '26100457', issueDate: '2026-10-14', sure: expect.arrayContaining(['issueDate']) });
});
