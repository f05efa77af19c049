/** What an invoice undertakes to say (BT-24). `EUROPEAN`: EN 16931 itself and national narrowings of it (CIUS). */
export type Profile = 'MINIMUM' | 'BASIC WL' | 'BASIC' | 'EUROPEAN' | 'EXTENDED';

/** Identifiers of Factur-X 1.0 and its ancestors, in all spellings seen; the standard's own rules for the rest. */
const known: [RegExp, Profile][] = [
  [/^urn:(?:factur-x\.eu:1p0|zugferd\.de:2p0):minimum$/u, 'MINIMUM'],
  [/^urn:(?:factur-x\.eu:1p0|zugferd\.de:2p0):basicwl$/u, 'BASIC WL'],
  [/^urn:cen\.eu:en16931:2017(?:#compliant#urn:|:compliant:)(?:factur-x\.eu:1p0|zugferd\.de:2p0):basic$/u, 'BASIC'],
  [/^urn:cen\.eu:en16931:2017#conformant#\S+$/u, 'EXTENDED'],
  [/^urn:cen\.eu:en16931:2017#compliant#\S+#conformant#\S+$/u, 'EXTENDED'],
  [/^urn:cen\.eu:en16931:2017(?:#compliant#\S+)?$/u, 'EUROPEAN'],
  [/^urn:ferd:CrossIndustryDocument:invoice:1p0:basic$/u, 'BASIC'],
  [/^urn:ferd:CrossIndustryDocument:invoice:1p0:comfort$/u, 'EUROPEAN'],
  [/^urn:ferd:CrossIndustryDocument:invoice:1p0:extended$/u, 'EXTENDED'],
];

/** Null: of no specification known here. */
export const profileOf = (identifier: string): Profile | null =>
  known.find(([pattern]) => pattern.test(identifier))?.[1] ?? null;

/** ConformanceLevel as the XMP of Factur-X and ZUGFeRD write it. */
const levels: Record<string, Profile> = {
  MINIMUM: 'MINIMUM',
  'BASIC WL': 'BASIC WL',
  BASICWL: 'BASIC WL',
  BASIC: 'BASIC',
  'EN 16931': 'EUROPEAN',
  EN16931: 'EUROPEAN',
  COMFORT: 'EUROPEAN',
  XRECHNUNG: 'EUROPEAN',
  EXTENDED: 'EXTENDED',
};

export const profileOfLevel = (level: string): Profile | null => levels[level.trim().toUpperCase()] ?? null;

/** Amounts of lines are said from BASIC on, addresses and VAT per rate from BASIC WL on. */
export const saysLines = (profile: Profile): boolean => profile !== 'MINIMUM' && profile !== 'BASIC WL';
export const saysBreakdown = (profile: Profile): boolean => profile !== 'MINIMUM';
