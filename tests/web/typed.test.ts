import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorFields } from '../../src/web/error-fields.ts';
import { typedJson, typedLine, typedText } from '../../src/web/typed.ts';
import { createApiClient, type MessageJson, type ProposalJson } from '../support/api.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const address = 'contact@plomberie-martin.example';
let office: TestOffice;
let api: ReturnType<typeof createApiClient>;
let cookie: string;
let csrf: string;

beforeAll(async () => {
  office = await startTestOffice({ undoSeconds: 60, demo: true });
  api = createApiClient(office);
  await office.addClient({ slug: 'martin', name: 'Plomberie Martin', address });
  const entered = await post(new URL(await office.signInLink()).pathname, {});
  cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const page = await (await fetch(`${office.url}/clients`, { headers: { cookie } })).text();
  csrf = /name="csrf" value="([^"]+)"/u.exec(page)?.[1] ?? '';
});
afterAll(() => office.stop());

describe('what a person types', () => {
  test('loses what no mail and no database can hold, and keeps the rest', () => {
    expect(typedText('a\u000Bb\u0000c\td\r\ne\uD800f\u{1F600}')).toBe('a\nbc\td\nef\u{1F600}');
    expect(typedLine('  Re:\u0000 devis\r\nBcc: x ')).toBe('Re: devis Bcc: x');
    expect(typedJson({ a: ['\u0000x', 1, null], b: { c: 'é\u0007' } })).toEqual({ a: ['x', 1, null], b: { c: 'é' } });
  });

  test('never stops at the database, by form or by script', async () => {
    const proposal = await propose('Devis collé');
    const form = {
      decision: 'edit',
      body: 'Bonjour,\u000BC’est\u0000 noté.',
      subject: 'Re:\u0000 Devis',
      to: 'lea@client.example',
      cc: '',
    };
    expect((await decide(proposal, form)).status).toBe(303);
    const now = await read(proposal.id);
    expect(now.content).toMatchObject({ body: 'Bonjour,\nC’est noté.', subject: 'Re: Devis' });

    const { revision, contentHash } = now;
    const content = { ...now.content, body: 'Par l’API\u0000\uDC00' };
    const edited = await api.call('POST', `/proposals/${now.id}/decisions`, {
      decision: 'edit',
      revision,
      contentHash,
      content,
    });
    expect(edited.status).toBe(200);
    expect((await read(now.id)).content.body).toBe('Par l’API');

    const note = 'non\u0000 merci';
    expect((await decide(await read(now.id), { decision: 'reject', reason: 'myself', note })).status).toBe(303);
    expect((await post('/sign-in', { email: 'a\u0000@b.example', password: '\u0000' })).status).toBe(401);
    expect((await api.call('POST', '/clients/%00/messages', {})).status).toBe(415);
  });
});

describe('a letter that cannot be built', () => {
  test('leaves its card open with a sentence that says what to do', async () => {
    const proposal = await propose('Devis encodé');
    await decide(proposal, {
      decision: 'edit',
      body: 'Bonjour',
      subject: 'Re: =?utf-8?q?x?=',
      to: 'lea@client.example',
      cc: '',
    });
    const now = await read(proposal.id);
    const refused = await decide(now, { decision: 'approve' });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('« Objet »'.replaceAll(' ', '\u202F'));
    expect(page).toContain('id="sign"');
    const { revision, contentHash } = now;
    const told = await api.call<{ error: { code: string; message: string } }>(
      'POST',
      `/proposals/${now.id}/decisions`,
      { decision: 'approve', revision, contentHash },
    );
    expect(told.status).toBe(422);
    expect(told.json.error).toMatchObject({ code: 'letter-unsafe' });
    expect(told.json.error.message).toContain('Subject');
    expect((await read(now.id)).state).toBe('open');
  });

  test('says when an attachment is gone', async () => {
    const { id, revision, contentHash, content } = await propose('Devis joint');
    const attachments = ['01890a5d-ac96-774b-bcce-b302099a8057'];
    await api.call('POST', `/proposals/${id}/decisions`, {
      decision: 'edit',
      revision,
      contentHash,
      content: { ...content, body: 'Bonjour', attachments },
    });
    const refused = await decide(await read(id), { decision: 'approve' });
    expect([refused.status, (await refused.text()).includes('une pièce jointe n’existe plus')]).toEqual([422, true]);
  });
});

test('a log holds names and codes, never the words of a failed query', () => {
  const cause = Object.assign(new Error('invalid byte sequence'), { code: '22021' });
  const error = new Error('Failed query: insert\nparams: Cher Monsieur\n    at secret (mail:1)', { cause });
  expect(errorFields(error)).toMatchObject({ error: 'Error', cause: 'Error 22021' });
  expect(JSON.stringify(errorFields(error))).not.toMatch(/Cher Monsieur|secret|invalid byte/u);
});

const read = async (id: string) => (await api.call<ProposalJson>('GET', `/proposals/${id}`)).json;

const decide = ({ id, revision, contentHash }: ProposalJson, form: Record<string, string>) =>
  post(`/proposals/${id}/decisions`, { csrf, revision: `${revision}`, contentHash, ...form });

const post = (path: string, form: Record<string, string>) =>
  fetch(office.url + path, {
    method: 'POST',
    headers: { origin: office.url, ...(cookie && { cookie }) },
    body: new URLSearchParams(form),
    redirect: 'manual',
  });

async function propose(subject: string): Promise<ProposalJson> {
  const answer = await fetch(`${office.url}/api/clients/martin/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${office.apiToken}`, 'content-type': 'message/rfc822' },
    body: eml({
      from: 'Léa <lea@client.example>',
      to: address,
      subject,
      text: `Bonjour,\n\nUn devis pour ${subject} ?\n\nLéa`,
    }),
  });
  const { id } = (await answer.json()) as MessageJson;
  const prepared = await until(`a draft for ${subject}`, async () => {
    const { json } = await api.call<MessageJson & { proposals: { id: string }[] }>('GET', `/messages/${id}`);
    return json.state === 'prepared' && json.proposals[0];
  });
  return read(prepared.id);
}
