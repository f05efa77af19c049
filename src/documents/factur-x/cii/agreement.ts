import type { Buyer, PostalAddress, SaleDraft, Seller } from '../../../domain/invoice/sale/draft.ts';
import { legalNoteOf } from '../legal-note.ts';
import { element } from '../xml.ts';

/** ISO 6523: SIREN, SIRET, and the address in the French directory; EM: an e-mail address. */
const schemes = { siren: '0002', siret: '0009', directory: '0225', email: 'EM' };

/** Who sells to whom, and on what order (BG-4, BG-7, BT-10, BT-12, BT-13). */
export function agreementOf({ seller, buyer, orderReference, contractReference }: SaleDraft) {
  return element('ram:ApplicableHeaderTradeAgreement', [
    element('ram:BuyerReference', buyer.reference),
    element('ram:SellerTradeParty', [
      ...identityOf(seller, legalNoteOf(seller), seller.tradeName),
      contactOf({ person: '', phone: seller.phone, email: seller.email }),
      addressOf(seller.address),
      electronicAddressOf(seller),
      ...registrationsOf(seller),
    ]),
    element('ram:BuyerTradeParty', [
      ...identityOf(buyer, '', ''),
      contactOf({ person: buyer.contact, phone: '', email: '' }),
      addressOf(buyer.address),
      electronicAddressOf(buyer),
      registrationOf('VA', buyer.vat),
    ]),
    reference('ram:BuyerOrderReferencedDocument', orderReference),
    reference('ram:ContractReferencedDocument', contractReference),
  ]);
}

function identityOf({ name, siren, siret }: Seller | Buyer, description: string, tradeName: string) {
  return [
    element('ram:GlobalID', siret, { schemeID: schemes.siret }),
    element('ram:Name', name),
    element('ram:Description', description),
    element('ram:SpecifiedLegalOrganization', [
      element('ram:ID', siren, { schemeID: schemes.siren }),
      element('ram:TradingBusinessName', tradeName),
    ]),
  ];
}

const contactOf = ({ person, phone, email }: Record<'person' | 'phone' | 'email', string>) =>
  element('ram:DefinedTradeContact', [
    element('ram:PersonName', person),
    element('ram:TelephoneUniversalCommunication', [element('ram:CompleteNumber', phone)]),
    element('ram:EmailURIUniversalCommunication', [element('ram:URIID', email)]),
  ]);

export function addressOf({ lines, postcode, city, country }: PostalAddress) {
  const [one = '', two = '', three = ''] = lines.filter((line) => line !== '');
  return element('ram:PostalTradeAddress', [
    element('ram:PostcodeCode', postcode),
    element('ram:LineOne', one),
    element('ram:LineTwo', two),
    element('ram:LineThree', three),
    element('ram:CityName', city),
    element('ram:CountryID', country),
  ]);
}

/** BT-34, BT-49: where a platform delivers; a consumer has at most an e-mail address. */
function electronicAddressOf({ electronicAddress, siren, email }: Seller | Buyer) {
  const listed = electronicAddress || siren;
  const [address, schemeID] = listed ? [listed, schemes.directory] : [email, schemes.email];
  return element('ram:URIUniversalCommunication', [element('ram:URIID', address, { schemeID })]);
}

/** BT-31; a seller without VAT number is known to the tax office by its SIREN (BT-32): BR-E-02 wants one of them. */
const registrationsOf = ({ vat, siren }: Seller) => [vat ? registrationOf('VA', vat) : registrationOf('FC', siren)];

const registrationOf = (schemeID: 'VA' | 'FC', id: string) =>
  element('ram:SpecifiedTaxRegistration', [element('ram:ID', id, { schemeID })]);

const reference = (name: string, id: string) => element(name, [element('ram:IssuerAssignedID', id)]);
