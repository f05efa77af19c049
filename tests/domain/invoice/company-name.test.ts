import { describe, expect, test } from 'vitest';
import { compareNames } from '../../../src/domain/invoice/company-name.ts';

describe('names of companies', () => {
  test.each([
    ['SAS Bâtisseurs du Rhône', 'BATISSEURS DU RHONE'],
    ['Bât. du Rhône', 'Bâtisseurs du Rhône SAS'],
    ['S.A.R.L. Au Bon Levain', 'Au Bon Levain'],
    ['Entreprise Tréguier & Fils', 'Tréguier et fils'],
    ['Optique St Jean', 'Optique Saint-Jean'],
    ['Comptalys', 'Comptalys SAS'],
    ['L’Œuf & Cie', "L'oeuf"],
    ['SKH', 'Soins Kiné des Halles'],
    ['Northpeak Tooling Inc.', 'Northpeak Tooling'],
  ])('%s is %s', (a, b) => {
    expect(compareNames(a, b)).toBe('same');
    expect(compareNames(b, a)).toBe('same');
  });

  test.each([
    ['Boulangerie Martin', 'Boulangerie Au Bon Levain'],
    ['Dupont', 'Plomberie Dupont'],
  ])('%s may be %s', (a, b) => expect(compareNames(a, b)).toBe('alike'));

  test.each([
    ['Cabinet dentaire Pernelle', 'Fleurs de Margaux'],
    ['', 'Fleurs de Margaux'],
    ['SARL', 'SAS'],
    ['', ''],
  ])('« %s » is not « %s »', (a, b) => expect(compareNames(a, b)).toBe('other'));
});
