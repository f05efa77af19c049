import { expect, test } from 'vitest';
import { extractByRules } from '../../../../src/agents/rules/extract-invoice.ts';
import { typedPage } from '../typed-page.ts';

const nobody = { name: '', siren: '', vat: '' };

function names(text: string, client = nobody) {
  const read = extractByRules({ client, name: 'facture.pdf', kind: 'invoice', pages: [typedPage(text)], text: '' });
  if (!read) throw new Error('not read');
  const { seller, buyer } = read.data;
  return { seller: seller.name, buyer: buyer.name, unsure: read.unsure.filter((field) => field.endsWith('.name')) };
}

const letter = (head: string, foot: string) => `${head}
4 rue des Ardoisiers
49000 Angers

                                                    Client :
                                                    Madame
                                                    Boulangerie Lemoine
                                                    12 place du Marché
                                                    49100 Angers



${foot}`;

test('a courtesy alone on its line is nobody; of several lines nobody vouches for the first', () => {
  expect(names(letter('Toitures Bellevue SARL', ''))).toMatchObject({
    buyer: 'Boulangerie Lemoine',
    unsure: expect.arrayContaining(['seller.name']),
  });
  expect(names(letter('Toitures Bellevue', ''), { ...nobody, name: 'Boulangerie Lemoine' }).unsure).not.toContain(
    'buyer.name',
  );
  const two = names('Client :\nService achats\nBoulangerie Lemoine\n12 place du Marché\n49100 Angers');
  expect(two.unsure).toContain('buyer.name');
});

test('a number beside its address in the net proves the name; another company beside it denies it', () => {
  const foot = 'contact@bellevue.example   FR96552100554';
  expect(names(letter('Toitures Bellevue', foot))).toMatchObject({ seller: 'Toitures Bellevue', unsure: [] });
  const other = 'Holding Ardoise SAS   contact@bellevue.example   FR96552100554';
  expect(names(letter('Toitures Bellevue', other)).unsure).toContain('seller.name');
});

test('a title that stands behind a name is no part of it, nor is a compound one a name', () => {
  expect(names(letter('Toitures Bellevue Facture', '')).seller).toBe('Toitures Bellevue');
  expect(names('Beitragsrechnung      24. Januar 2026').seller).toBeNull();
  expect(names('Steuerfreie Lieferung.').seller).toBeNull();
  expect(names('Pinecrest Inc.').seller).toBe('Pinecrest Inc.');
});

test("a payee's number is not the buyer's", () => {
  const page = typedPage(
    letter(
      'Toitures Bellevue SARL – SIREN 552 100 554',
      `Bénéficiaire :
Cofidelta Factor
SIREN 303 656 847`,
    ),
  );
  const read = extractByRules({ client: nobody, name: 'facture.pdf', kind: 'invoice', pages: [page], text: '' });
  expect([read?.data.seller.siren, read?.data.buyer.siren]).toEqual(['552100554', null]);
});
