import { SaleDraft, type Buyer, type SaleLine, type Seller } from '../../../src/domain/invoice/sale/draft.ts';
import { composeSale, type Sale } from '../../../src/domain/invoice/sale.ts';

export const plumber: Seller = {
  name: 'Vauquelin Plomberie-Chauffage',
  tradeName: '',
  address: { lines: ['14 rue des Tonneliers'], postcode: '49100', city: 'Angers', country: 'FR' },
  siren: '812473569',
  siret: '',
  vat: 'FR63812473569',
  email: 'contact@vauquelin-plomberie.example',
  electronicAddress: '',
  legalForm: 'SARL',
  capital: 800_000,
  registration: 'RCS Angers',
  phone: '01 99 00 41 10',
  website: 'vauquelin-plomberie.example',
  vatRegime: 'normal',
  vatOnDebits: false,
  mentions: ['Assurance décennale : Mutuelle des Artisans fictive, contrat n° 4471-B, France métropolitaine.'],
};

/** An osteopath without VAT. */
export const osteopath: Seller = {
  ...plumber,
  name: 'Léa Hénaff EI',
  tradeName: 'Cabinet Quai Vert',
  address: { lines: ['3 quai de la Fosse', 'Bâtiment B'], postcode: '44000', city: 'Nantes', country: 'FR' },
  siren: '792304180',
  vat: '',
  legalForm: 'EI',
  capital: null,
  registration: '',
  vatRegime: 'franchise',
  mentions: [],
};

export const syndic: Buyer = {
  name: 'Syndic Œuvre & Cie',
  address: { lines: ['8 boulevard Foch'], postcode: '49000', city: 'Angers', country: 'FR' },
  siren: '903155273',
  siret: '',
  vat: 'FR42903155273',
  email: 'compta@syndic-oeuvre.example',
  electronicAddress: '',
  consumer: false,
  contact: 'Zoë Müller',
  reference: 'SVC-12',
};

export const neighbour: Buyer = {
  ...syndic,
  name: 'Mme Maëlys Guéguen',
  siren: '',
  vat: '',
  email: 'maelys@gueguen.example',
  consumer: true,
  contact: '',
  reference: '',
};

export const line = (over: Partial<SaleLine> = {}): SaleLine => ({
  name: 'Remplacement du circulateur',
  description: '',
  quantity: '1',
  unit: 'C62',
  unitPrice: '420',
  discount: null,
  vat: 2000,
  ...over,
});

export const draft = (over: Partial<SaleDraft> = {}): SaleDraft =>
  SaleDraft.parse({
    type: 'invoice',
    issueDate: '2026-11-24',
    dueDate: '2026-12-24',
    seller: plumber,
    buyer: syndic,
    nature: 'mixed',
    supply: { from: '2026-11-20', to: null },
    deliveredTo: null,
    lines: [
      line({ description: 'Grundfos 25-60, dépose de l’ancien comprise.\nGarantie deux ans.' }),
      line({ name: 'Main-d’œuvre', quantity: '3.5', unit: 'HUR', unitPrice: '62.40', vat: 1000 }),
      line({
        name: 'Tube cuivre Ø 22',
        quantity: '12.75',
        unit: 'MTR',
        unitPrice: '9.333',
        discount: { percent: 550 },
      }),
    ],
    discount: null,
    deposits: [],
    settled: null,
    payment: { by: 'transfer', iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' },
    terms: '30 jours net',
    penalties: '',
    earlyPayment: '',
    orderReference: 'BC-2026-118',
    contractReference: '',
    earlier: [],
    notes: [],
    ...over,
  });

export const sell = (over: Partial<SaleDraft> = {}, number = 'F2026-0042'): Sale => {
  const composed = composeSale(draft(over), number);
  if ('refused' in composed) throw new Error(JSON.stringify(composed.refused));
  return composed.sale;
};

const franchiseLines = [line({ name: 'Consultation d’ostéopathie', unitPrice: '65', vat: 'franchise' })];

/** One sale of every kind that the writer knows. */
export const everyKind: Readonly<Record<string, () => Sale>> = {
  invoice: () => sell(),
  'many pages': () =>
    sell({
      lines: Array.from({ length: 62 }, (_, n) =>
        line({
          name: `Radiateur n° ${n + 1} – chambre ${n % 9}`,
          description: n % 4 === 0 ? 'Fonte d’aluminium, robinet thermostatique, purge et équilibrage. '.repeat(3) : '',
          quantity: String((n % 3) + 1),
          unitPrice: `${180 + n}.9${n % 10}`,
          vat: n % 2 ? 1000 : 2000,
        }),
      ),
    }),
  'discount on the whole': () => sell({ discount: { percent: 725, reason: 'Client fidèle' } }),
  'VAT on debits': () =>
    sell({ seller: { ...plumber, vatOnDebits: true }, supply: { from: '2026-10-01', to: '2026-10-31' } }),
  'credit note': () =>
    sell(
      { type: 'credit-note', dueDate: null, terms: '', earlier: [{ number: 'F2026-0039', issueDate: '2026-11-02' }] },
      'A2026-0003',
    ),
  corrected: () => sell({ type: 'corrected', earlier: [{ number: 'F2026-0040', issueDate: '2026-11-03' }] }),
  deposit: () => sell({ type: 'deposit', lines: [line({ name: 'Acompte de 30 %', unitPrice: '500' })] }),
  balance: () =>
    sell({
      deposits: [{ number: 'F2026-0030', issueDate: '2026-10-01', gross: 24_000, tax: 4_000 }],
      earlier: [],
    }),
  paid: () => sell({ settled: { date: '2026-11-24', by: 'card' }, dueDate: null, terms: '' }),
  consumer: () => sell({ buyer: neighbour, orderReference: '' }),
  franchise: () =>
    sell({ seller: osteopath, buyer: neighbour, nature: 'services', lines: franchiseLines, orderReference: '' }),
  'reverse charge': () => sell({ lines: [line({ vat: 'building-subcontract' })], nature: 'services' }),
  'within the EU': () =>
    sell({
      buyer: {
        ...syndic,
        siren: '',
        vat: 'BE0123456749',
        address: { lines: ['Rue Neuve 1'], postcode: '1000', city: 'Bruxelles', country: 'BE' },
      },
      nature: 'goods',
      deliveredTo: {
        name: 'Dépôt Œuvre',
        address: { lines: ['Quai 5'], postcode: '1000', city: 'Bruxelles', country: 'BE' },
      },
      lines: [line({ vat: 'eu-goods' })],
    }),
  export: () => sell({ lines: [line({ vat: 'export' })], nature: 'goods' }),
  'taxed and exempt': () => sell({ lines: [line(), line({ name: 'Formation', vat: 'training' }), line({ vat: 550 })] }),
  'something taken back': () =>
    sell({ lines: [line(), line({ name: 'Reprise de l’ancien', quantity: '-1', unitPrice: '35.5' })] }),
};
