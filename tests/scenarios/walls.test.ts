import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiClient, type MessageJson, type ProposalJson } from '../support/api.ts';
import { eml } from '../support/eml.ts';
import { startFakeModel, type FakeModel } from '../support/fake-model/start.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

/** Two clients with the same trade, the same correspondent and the same words: only the walls tell them apart. */
const slugs = ['amiot', 'brunet'] as const;
type Slug = (typeof slugs)[number];
const other: Record<Slug, Slug> = { amiot: 'brunet', brunet: 'amiot' };
const canary = (slug: Slug) => `canari-${slug}`;
const questions = [
  'Quel est le tarif de la vidange ?',
  'Quels sont vos horaires le samedi ?',
  'Avez-vous reçu ma commande ?',
];

describe.each([{ by: 'rules' }, { by: 'model' }])('two clients side by side, drafts by $by', ({ by }) => {
  let fake: FakeModel;
  let office: TestOffice;

  beforeAll(async () => {
    fake = await startFakeModel();
    const model = {
      baseUrl: fake.baseUrl,
      apiKey: '',
      model: 'fake-large',
      smallModel: 'fake-small',
      timeoutMs: 10_000,
    };
    office = await startTestOffice(by === 'model' ? { model } : {});
    for (const slug of slugs) await furnish(slug);
  });
  afterAll(async () => {
    await office.stop();
    await fake.stop();
  });

  test("no word of one's knowledge, people or mail is in the other's drafts, nor shown to the model for him", async () => {
    const api = createApiClient(office);
    const settled = async () =>
      (await api.all<MessageJson>('/messages')).every(({ state }) => ['prepared', 'settled'].includes(state));
    await until('all prepared', settled);
    const drafts = await api.all<{ id: string; client: Slug }>('/proposals?status=open');
    expect(drafts.length).toBeGreaterThan(questions.length);
    const own = new Set<Slug>();
    for (const { id, client } of drafts) {
      const { json } = await api.call<ProposalJson>('GET', `/proposals/${id}`);
      expect(JSON.stringify(json)).not.toContain(canary(other[client]));
      if (json.content.body.includes(canary(client))) own.add(client);
    }
    expect(own, 'each knowledge was really used').toEqual(new Set(slugs));

    const turns = fake.requests.map(({ chat }) => JSON.stringify(chat));
    expect(turns.length > 0).toBe(by === 'model');
    for (const turn of turns) expect(slugs.filter((slug) => turn.includes(canary(slug))).length).toBeLessThan(2);
    for (const slug of by === 'model' ? slugs : [])
      expect(turns.some((turn) => turn.includes(canary(slug)))).toBe(true);
  });

  async function furnish(slug: Slug): Promise<void> {
    const mark = canary(slug);
    const address = `contact@garage-${slug}.example`;
    const knowledge = [
      { title: 'Tarif de la vidange', body: `Le tarif de la vidange est de 89 € avec le filtre ${mark}.` },
      { title: 'Horaires', body: `Le samedi, nous ouvrons de 9 h à 12 h, entrée ${mark}.` },
    ];
    const { client, mailbox } = await office.addClient({ slug, address, knowledge, signature: `Garage ${slug}` });
    const contact = { name: 'Camille Roux', email: 'camille.roux@client.example', organisation: mark, phone: '' };
    await office.office.store.office((q) =>
      q.contacts.insertMany(client.id, [{ ...contact, register: null, iban: null }]),
    );
    for (const [n, question] of questions.entries()) {
      const text = `Bonjour,\n\n${question}\n\nMa voiture s'appelle ${mark}.\n\nCamille Roux`;
      const bytes = Buffer.from(eml({ to: address, subject: `Question ${n}`, text }));
      await office.office.acceptMail({ mailboxId: mailbox.id, bytes, envelope: null });
    }
  }
});
