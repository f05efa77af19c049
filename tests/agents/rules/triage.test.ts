import { describe, expect, it } from 'vitest';
import { triageByRules } from '../../../src/agents/rules/triage.ts';
import { Triage } from '../../../src/domain/triage.ts';
import { readDay } from './day.ts';
import { readDemoClient } from './reader.ts';

/** action, category, urgency, least number of asks */
const expected: Record<string, [Triage['action'], Triage['category'], Triage['urgency'], number]> = {
  'fil-chauffe-eau-1': ['respond', 'request', 'normal', 2],
  'fil-chauffe-eau-3': ['respond', 'request', 'normal', 1],
  'avis-cfe': ['notify', 'administrative', 'normal', 0],
  'relance-fournisseur': ['respond', 'payment', 'normal', 1],
  'facture-fournisseur': ['notify', 'invoice', 'normal', 0],
  'facture-verrerie': ['notify', 'invoice', 'normal', 0],
  'facture-cartons': ['notify', 'invoice', 'normal', 0],
  'document-recu': ['notify', 'document', 'normal', 0],
  restaurateur: ['respond', 'request', 'normal', 5],
  candidature: ['respond', 'recruitment', 'low', 2],
  'bocaux-casses': ['respond', 'complaint', 'normal', 2],
  demarchage: ['ignore', 'solicitation', 'low', 0],
  merci: ['notify', 'other', 'low', 0],
  'cadeaux-de-noel': ['respond', 'request', 'normal', 4],
  'english-newcomer': ['respond', 'request', 'normal', 3],
  'duplicata-facture': ['respond', 'document', 'normal', 3],
  'reclamation-chauffe-eau': ['respond', 'complaint', 'high', 3],
  'html-cache': ['respond', 'request', 'normal', 2],
  'devis-douche': ['respond', 'quote', 'normal', 3],
  'fil-chauffe-eau-5': ['respond', 'quote', 'normal', 2],
  'rdv-nourrisson': ['respond', 'appointment', 'normal', 3],
  'changer-adresse': ['respond', 'order', 'normal', 2],
  saisonnier: ['respond', 'recruitment', 'low', 4],
  'hameconnage-assurance-maladie': ['notify', 'fraud', 'high', 0],
  newsletter: ['ignore', 'newsletter', 'low', 0],
  'deplacer-rendez-vous': ['respond', 'appointment', 'normal', 1],
  'transfert-pompe-a-chaleur': ['respond', 'quote', 'normal', 2],
  'reponse-automatique': ['notify', 'notification', 'normal', 0],
  'fuite-urgente': ['respond', 'request', 'high', 1],
  'ou-est-mon-colis': ['respond', 'order', 'normal', 2],
  'transfert-poele-en-piece': ['respond', 'appointment', 'normal', 2],
  'faux-virement': ['notify', 'fraud', 'high', 0],
  'entretien-trois-questions': ['respond', 'request', 'normal', 4],
  'kine-acces-fauteuil': ['respond', 'request', 'normal', 3],
  'carreleur-tutoiement': ['respond', 'request', 'normal', 2],
  'attestation-entretien': ['respond', 'administrative', 'normal', 2],
  'moyens-de-paiement': ['respond', 'request', 'normal', 2],
  'bistrot-tutoiement': ['respond', 'request', 'normal', 2],
  'nouveau-rib': ['notify', 'fraud', 'high', 0],
};

const now = new Date('2026-11-23T08:30:00+01:00');
const day = await readDay();
const triaged = new Map(
  day.map(({ slug, topic, message }) => [
    topic,
    triageByRules({ client: readDemoClient(slug).client, now, message, thread: [] }),
  ]),
);

describe('triage by rules', () => {
  it.each(Object.entries(expected))('%s', (topic, [action, category, urgency, asks]) => {
    const triage = triaged.get(topic);
    expect(triage).toMatchObject({ action, category, urgency });
    expect(triage?.asks.length).toBeGreaterThanOrEqual(asks);
  });

  it('keeps to the contract and to one line a secretary can take in', () => {
    for (const triage of triaged.values()) {
      Triage.parse(triage);
      expect(triage.summary.length).toBeLessThanOrEqual(120);
      expect(triage.summary).not.toContain('\n');
    }
  });

  it('never has a message of the client itself answered', () => {
    expect(triaged.get('fil-chauffe-eau-2')?.action).toBe('notify');
    expect(triaged.get('fil-chauffe-eau-4')?.action).toBe('notify');
  });

  it('reads deadlines with and without a date', () => {
    expect(triaged.get('avis-cfe')?.deadline).toBe('2026-12-15');
    expect(triaged.get('fil-chauffe-eau-5')?.deadline).toBe('2026-12-05');
    expect(triaged.get('ou-est-mon-colis')?.deadline).toBe('2026-11-28');
  });

  it('says who wants what', () => {
    expect(triaged.get('ou-est-mon-colis')?.summary).toBe(
      'Rachid Belkacem écrit : Commande 4821 toujours pas arrivée (2 points)',
    );
    expect(triaged.get('relance-fournisseur')?.summary).toBe(
      'Robinetterie Briand relance pour la facture RB-40718 (362,40 €)',
    );
    expect(triaged.get('reclamation-chauffe-eau')?.summary).toMatch(/^Réclamation de Mme Pasquier/u);
  });
});
