import type { Exemption } from './draft.ts';

export interface ExemptionWords {
  /** UNTDID 5305. */
  category: 'E' | 'AE' | 'K' | 'G';
  /** BT-121, of the CEF code list VATEX. */
  vatex: string;
  /** BT-120 and the mention of the page (CGI annexe II, 242 nonies A I 12° and 13°). */
  reason: string;
}

/** Each case in which a small French business charges no VAT, with the provision that its invoice must cite. */
export const exemptions: Readonly<Record<Exemption, ExemptionWords>> = {
  franchise: { category: 'E', vatex: 'VATEX-FR-FRANCHISE', reason: 'TVA non applicable, art.\u00A0293\u00A0B du CGI' },
  'building-subcontract': {
    category: 'AE',
    vatex: 'VATEX-FR-AE',
    reason: 'Autoliquidation de la TVA par le preneur, art.\u00A0283-2\u00A0nonies du CGI',
  },
  'eu-service': {
    category: 'AE',
    vatex: 'VATEX-EU-AE',
    reason:
      'Autoliquidation de la TVA par le preneur, art.\u00A0283-2 du CGI et art.\u00A0196 de la directive 2006/112/CE',
  },
  'eu-goods': {
    category: 'K',
    vatex: 'VATEX-EU-IC',
    reason: 'Exonération de TVA, livraison intracommunautaire, art.\u00A0262\u00A0ter\u00A0I du CGI',
  },
  export: {
    category: 'G',
    vatex: 'VATEX-EU-G',
    reason: 'Exonération de TVA, exportation, art.\u00A0262\u00A0I du CGI',
  },
  health: {
    category: 'E',
    vatex: 'VATEX-FR-CGI261-4',
    reason: 'Exonération de TVA, art.\u00A0261,\u00A04,\u00A01° du CGI',
  },
  training: {
    category: 'E',
    vatex: 'VATEX-FR-CGI261-4',
    reason: 'Exonération de TVA, art.\u00A0261,\u00A04,\u00A04° du CGI',
  },
};
