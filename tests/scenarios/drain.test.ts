import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiClient, type MessageJson } from '../support/api.ts';
import { backends, type QueueBackend } from '../support/backends.ts';
import { eml } from '../support/eml.ts';
import { obliging } from '../support/fake-model/obliging.ts';
import { startFakeModel, type FakeModel } from '../support/fake-model/start.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const address = 'contact@fleuriste-joly.example';
const mails = 24;
/** A container's patience with a process that is told to stop; DESIGN promises 20 s. */
const patienceMs = 25_000;

describe.each(backends)('a worker told to stop in the middle of its work ($name)', ({ start }) => {
  let backend: QueueBackend;
  let fake: FakeModel;
  let office: TestOffice;

  beforeAll(async () => {
    backend = await start();
    // Slow enough that jobs are under way whenever one looks.
    fake = await startFakeModel({ script: (request) => sleep(150).then(() => obliging(request)) });
    const model = {
      baseUrl: fake.baseUrl,
      apiKey: '',
      model: 'fake-large',
      smallModel: 'fake-small',
      timeoutMs: 10_000,
    };
    office = await startTestOffice({ redisUrl: backend.redisUrl, model });
    await office.worker.stop();
  });
  afterAll(async () => {
    await office.stop();
    await fake.stop();
    await backend.stop();
  });

  test('ends its jobs, takes no new one; the next worker does the rest, each mail once', async () => {
    const { mailbox } = await office.addClient({ slug: 'joly', address });
    for (let n = 0; n < mails; n += 1) {
      const bytes = Buffer.from(eml({ from: `client${n}@orange.example`, to: address, subject: `Bouquet ${n}` }));
      await office.office.acceptMail({ mailboxId: mailbox.id, bytes, envelope: null });
    }
    const first = startChild(office, fake);
    await until('work under way', async () => (await count('prepared')) > 0);
    first.kill('SIGTERM');
    const [code] = (await Promise.race([once(first, 'exit'), sleep(patienceMs, ['late'], { ref: false })])) as [
      unknown,
    ];
    expect(code).toBe(0);
    const done = await count('prepared');
    expect(done, 'it did stop').toBeLessThan(mails);
    const asked = fake.requests.length;

    const next = startChild(office, fake);
    await until('the rest', async () => (await count('prepared')) === mails, 45_000);
    next.kill('SIGTERM');
    await once(next, 'exit');
    const drafts = await createApiClient(office).all<{ messageId: string }>('/proposals?status=open');
    expect(new Set(drafts.map(({ messageId }) => messageId)).size).toBe(mails);
    expect(drafts).toHaveLength(mails);
    // What the first had begun it also ended: nothing is asked of the model twice.
    expect(fake.requests.length / mails).toBe(asked / done);
  }, 90_000);

  async function count(state: MessageJson['state']): Promise<number> {
    return (await createApiClient(office).all<MessageJson>(`/messages?state=${state}`)).length;
  }
});

function startChild({ environment }: TestOffice, fake: FakeModel): ChildProcess {
  const model = { OPENAI_BASE_URL: fake.baseUrl, PARAPHEUR_MODEL: 'fake-large', PARAPHEUR_SMALL_MODEL: 'fake-small' };
  const env = { ...process.env, ...environment, ...model };
  return spawn(process.execPath, ['src/main.ts', 'worker'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
