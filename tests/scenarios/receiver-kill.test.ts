import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { freePort } from '../support/ports.ts';
import { until } from '../support/until.ts';

const kills = 3;
/** Mails on their way at once when the process dies: some answered, some not. */
const atOnce = 8;

test('a mail answered 250 is there after SIGKILL; one that was not can be sent again and is there once', async () => {
  const office = await startTestOffice();
  try {
    const { client } = await office.addClient({ slug: 'martin', address: 'contact@martin.example' });
    await office.worker.stop();
    const answered: string[] = [];
    const unanswered: string[] = [];
    for (let round = 0; round < kills; round += 1) {
      const { child, port } = await startReceiving(office);
      const mails = Array.from({ length: atOnce }, (_, n) => eml({ subject: `Tour ${round}, courriel ${n}` }));
      const sending = mails.map(async (mail) => {
        const code = await send(port, mail);
        if (code === 250) child.kill('SIGKILL');
        (code === 250 ? answered : unanswered).push(mail);
      });
      await Promise.all([...sending, once(child, 'exit')]);
    }
    expect(answered.length).toBeGreaterThanOrEqual(kills);
    for (const mail of answered) expect((await stored(office, client.id, mail))?.toString()).toBe(wire(mail));

    const { child, port } = await startReceiving(office);
    for (const mail of [...unanswered, ...answered]) expect(await send(port, mail)).toBe(250);
    child.kill('SIGTERM');
    await once(child, 'exit');
    for (const mail of [...unanswered, ...answered])
      expect((await stored(office, client.id, mail))?.toString()).toBe(wire(mail));
    const { rows } = await office.office.store.office((_, tx) =>
      tx.execute<{ n: number }>(`select count(*)::int as n from journal where action = 'message-received'`),
    );
    expect(rows[0]?.n).toBe(kills * atOnce);
  } finally {
    await office.stop();
  }
}, 120_000);

async function startReceiving({ environment }: TestOffice): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const ports = { PARAPHEUR_PORT: String(await freePort()), PARAPHEUR_SMTP_PORT: String(port) };
  const env = { ...process.env, ...environment, ...ports };
  const child = spawn(process.execPath, ['src/main.ts'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  await until('the receiver', async () => (await send(port, null)) !== 421);
  return { child, port };
}

/** Without a mail: whether anybody answers. */
const send = (port: number, mail: string | null): Promise<number> =>
  deliver(port, mail === null ? 'personne@recu.example' : 'martin@recu.example', mail ?? '').then(
    ({ code }) => code,
    () => 421,
  );

/** As smtp-server gives it: with the line end that DATA adds. */
const wire = (mail: string): string => `${mail}\r\n`;

async function stored({ office }: TestOffice, clientId: string, mail: string): Promise<Buffer | null> {
  const hash = createHash('sha256').update(wire(mail)).digest('hex');
  const { rows } = await office.store.office((_, tx) =>
    tx.execute<{ raw_hash: string }>(`select raw_hash from messages where raw_hash = '${hash}'`),
  );
  return rows.length === 1 ? office.files.get(clientId, hash) : null;
}
