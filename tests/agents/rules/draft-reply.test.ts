import { describe, expect, it } from 'vitest';
import { agentsByRules } from '../../../src/agents/rules/rules.ts';
import type { Draft } from '../../../src/domain/agent.ts';
import { findGaps } from '../../../src/domain/gap.ts';
import type { RejectReason } from '../../../src/domain/proposal.ts';
import { findFacts } from '../../../src/domain/text/facts.ts';
import { detectLanguage } from '../../../src/domain/text/language.ts';
import { detectRegister } from '../../../src/domain/text/register.ts';
import { isSupported, readSupport } from '../../../src/domain/text/trusted.ts';
import { readDay, type DayMail } from './day.ts';
import { readDemoClient, readerOf } from './reader.ts';

const agents = agentsByRules();
const now = new Date('2026-11-23T08:30:00+01:00');
const day = await readDay();
const silent = day.filter(({ topic }) =>
  /^(?:avis-cfe|adresse-inconnue|facture-(?:fournisseur|verrerie|cartons)|document-recu|demarchage|merci|hameconnage|newsletter|reponse-automatique|faux-virement|nouveau-rib|fil-chauffe-eau-[24])/u.test(
    topic,
  ),
);
const answered = day.filter((mail) => !silent.includes(mail));

async function draft({ slug, message }: DayMail, reason: RejectReason | null = null, note = ''): Promise<Draft | null> {
  const known = readDemoClient(slug);
  const input = { client: known.client, now, message, thread: [] };
  const triage = (await agents.triage(input)).value;
  const contact = known.contacts.find(({ email }) => email === message.from.address) ?? null;
  const rejected = reason ? { body: '', reason, note } : null;
  return (await agents.draftReply({ ...input, triage, reader: readerOf(known), contact, rejected })).value;
}

async function bodyOf(topic: string, reason: RejectReason | null = null, note = ''): Promise<string> {
  const mail = day.find((one) => one.topic === topic);
  return (mail && (await draft(mail, reason, note))?.body) ?? '';
}

const withoutGaps = (body: string): string => body.replace(/\[\[gap:[^\]]*\]\]/gu, ' ');
const plain = (body: string): string => body.replace(/[\u00A0\u202F]/gu, ' ');

describe('replies by rules', () => {
  it.each(silent)('$file is not answered', async (mail) => {
    expect(await draft(mail)).toBeNull();
  });

  it.each(answered)('$file: no invented fact, right language, right register', async (mail) => {
    const letter = await draft(mail);
    const known = readDemoClient(mail.slug);
    const body = withoutGaps(letter?.body ?? '');
    const texts = [
      mail.message.subject,
      mail.message.text,
      mail.message.forwarderNote,
      ...known.knowledge.map((item) => item.body),
    ];
    const support = readSupport(texts, now);
    const invented = findFacts(body, now).filter((fact) => !isSupported(fact, support));
    expect(invented.map((fact) => fact.text)).toEqual([]);

    expect(letter?.language).toBe(mail.message.language);
    expect(detectLanguage(body)).toBe(mail.message.language);
    const register = known.contacts.find(({ email }) => email === mail.message.from.address)?.register ?? 'vous';
    expect([register, null]).toContain(detectRegister(body));
    expect(body).not.toMatch(/TILLEUL|58B31|CHATAIGNERAIE|8 %|3,17|72 %/u);
    expect(body).not.toContain(known.client.profile.signature.split('\n')[1]);
    expect(plain(body)).not.toMatch(/undefined|null|\{\w+\}/u);
  });

  it.each(answered)('$file: every claim is in the letter and in its source', async (mail) => {
    const letter = await draft(mail);
    const known = readDemoClient(mail.slug);
    for (const claim of letter?.claims ?? []) {
      expect(claim.source).not.toBeNull();
      const source =
        claim.source?.kind === 'knowledge'
          ? known.knowledge.find(({ id }) => id === claim.source?.id)?.body
          : `${mail.message.subject}\n${mail.message.text}\n${mail.message.forwarderNote}`;
      expect(source).toContain(claim.source?.quote);
      const translated = letter?.language === 'en';
      expect(translated || letter?.body.includes(claim.text)).toBe(true);
    }
  });

  it('leaves a gap for what nobody wrote down, never a near answer', async () => {
    const gaps = async (topic: string) => findGaps(plain(await bodyOf(topic))).map((gap) => gap.label);
    expect(await gaps('cadeaux-de-noel')).toEqual([expect.stringContaining('gluten')]);
    expect(await gaps('ou-est-mon-colis')).toEqual([
      'état de la commande n° 4821',
      'numéro de suivi de la commande n° 4821',
    ]);
    expect(await gaps('entretien-trois-questions')).toEqual([expect.stringContaining('thermostat')]);
    expect(await gaps('restaurateur')).toEqual([expect.stringContaining('3 kg')]);
    expect(await gaps('transfert-pompe-a-chaleur')).toEqual([]);
    expect(await gaps('kine-acces-fauteuil')).toEqual([]);
    for (const topic of ['attestation-entretien', 'moyens-de-paiement', 'bistrot-tutoiement', 'boutique-samedi'])
      expect(await gaps(topic)).toEqual([]);
  });

  it('apologises for the trouble, admits nothing and promises no money', async () => {
    for (const topic of ['bocaux-casses', 'reclamation-chauffe-eau']) {
      const body = withoutGaps(await bodyOf(topic));
      expect(body).toContain('nos excuses pour la gêne');
      expect(body).not.toMatch(/notre faute|notre erreur|rembours|geste commercial|remise/iu);
    }
  });

  it('follows what the boss wrote above what he forwards', async () => {
    const body = plain(await bodyOf('transfert-pompe-a-chaleur'));
    expect(body).toMatch(/^Bonjour Agnès Tricoire,/u);
    expect(body).toContain('le jeudi 3 décembre à 9 h');
    expect(body).toContain('Pourriez-vous nous indiquer votre adresse exacte et la surface de la maison ?');
  });

  it('redrafts: shorter, warmer, without the facts in doubt, in the register asked for', async () => {
    const first = await bodyOf('devis-douche');
    expect((await bodyOf('devis-douche', 'long')).length).toBeLessThan(first.length);
    expect(await bodyOf('devis-douche', 'tone')).toContain('vivement');
    const doubted = await bodyOf('rdv-nourrisson', 'fact');
    expect(doubted).not.toContain('55');
    expect(findGaps(doubted).length).toBeGreaterThan(findGaps(await bodyOf('rdv-nourrisson')).length);
    expect(await bodyOf('ou-est-mon-colis', 'tone', 'On se tutoie')).toContain('ta commande');
  });

  it('records the run as the rules’', async () => {
    const [mail] = answered;
    const known = readDemoClient(mail?.slug ?? '');
    if (!mail) throw new Error('the day is empty');
    const { run } = await agents.triage({ client: known.client, now, message: mail.message, thread: [] });
    expect(run).toMatchObject({ agent: 'triage', model: 'rules', prompt: 'rules', calls: 0 });
  });

  it.each(['entretien-trois-questions', 'fuite-urgente', 'kine-acces-fauteuil'])(
    '%s reads as it was found worth signing',
    async (topic) => {
      expect(plain(await bodyOf(topic))).toMatchSnapshot();
    },
  );
});
