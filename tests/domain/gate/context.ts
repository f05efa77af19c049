import type { GateContext } from '../../../src/domain/gate/context.ts';
import type { ReadableMessage } from '../../../src/domain/message.ts';
import type { MailContent } from '../../../src/domain/proposal.ts';

const sender = { name: 'Hélène Roy', address: 'h.roy@correspondant.example' };

export const incoming = (changes: Partial<ReadableMessage> = {}): ReadableMessage => ({
  id: 'm1',
  direction: 'in',
  from: sender,
  to: [{ name: '', address: 'contact@leguen.example' }],
  cc: [],
  subject: 'Entretien de ma chaudière',
  date: new Date('2026-11-22T18:00:00+01:00'),
  text: 'Bonjour,\n\nPouvez-vous passer mardi 24 novembre à 9h30 ?\n\nHélène Roy',
  hiddenText: '',
  defects: [],
  language: 'fr',
  automatic: null,
  forwarderNote: '',
  senderDoubt: null,
  documents: [],
  ...changes,
});

export const content = (changes: Partial<MailContent> = {}): MailContent => ({
  to: [sender],
  cc: [],
  subject: 'Re: Entretien de ma chaudière',
  body: 'Bonjour Madame,\n\nNous passerons mardi 24 novembre à 9 h 30. L’entretien coûte 139 €.\n\nBien cordialement',
  attachments: [],
  ...changes,
});

/** An answer without a fault to a known person: no check has anything to say. */
export function gateContext(changes: Partial<GateContext> = {}): GateContext {
  const message = changes.message === undefined ? incoming() : changes.message;
  return {
    client: {
      id: 'c1',
      slug: 'leguen',
      name: 'Le Guen Chauffage',
      color: '#224466',
      address: 'contact@leguen.example',
      profile: {
        trade: 'plombier-chauffagiste',
        siren: '',
        vat: '',
        people: [{ name: 'Sophie Le Guen', role: 'comptabilité', email: 'sophie@leguen.example' }],
        register: 'vous',
        signature: 'Le Guen Chauffage – Plomberie · Chauffage\n01 99 00 12 40',
        instructions: '',
        timeZone: 'Europe/Paris',
      },
    },
    now: new Date('2026-11-23T09:00:00+01:00'),
    content: content(),
    claims: [],
    triage: null,
    message,
    answered: message && { ...message, replyTo: [], forwardedBy: null, listAddresses: [] },
    own: ['contact@leguen.example'],
    participants: [sender],
    contacts: [],
    firstContact: false,
    trusted: [
      { kind: 'knowledge', id: 'k1', title: 'Tarifs', text: 'Entretien chaudière gaz : 139 €' },
      ...(message ? [{ kind: 'message' as const, id: message.id, title: '', text: message.text }] : []),
    ],
    ...changes,
  };
}
