import { SMTPServer } from 'smtp-server';
import { startReceiver } from '../../src/roles.ts';
import { openBenchOffice } from './bench-office.ts';
import { varied } from './corpus.ts';
import { percentile, spreadOf, toRow, type Row } from './row.ts';
import { openSmtp } from './smtp-peer.ts';

const mails = 240;
const connections = 8;
const rounds = 3;

/** Mails a second answered 250 with file and row on the disk, beside a bare smtp-server that throws them away. */
export async function smtpAccepted(): Promise<Row[]> {
  const bench = await openBenchOffice();
  try {
    const receiver = await startReceiver(bench.office);
    bench.onStop(receiver.close);
    const { receivingAddress } = await bench.addClient('client0');
    const bare = await startBare();
    bench.onStop(bare.close);
    const rates: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const folder = varied(mails, () => receivingAddress, 10_000 + round * mails);
      floor.push(await rate(bare.port, receivingAddress, folder, round));
      rates.push(await rate(receiver.port, receivingAddress, folder, round));
    }
    const beside = { unit: 'mails/s', n: mails * rounds, floor: percentile(floor, 0.5) };
    return [toRow({ name: 'smtp.accepted', ...spreadOf(rates), ...beside })];
  } finally {
    await bench.stop();
  }
}

async function rate(port: number, to: string, folder: Buffer[], round: number): Promise<number> {
  // Each connection comes from an address of its own: the receiver takes so many a minute from one.
  const addresses = Array.from({ length: connections }, (_, n) => `127.0.${round + 1}.${n + 1}`);
  const peers = await Promise.all(addresses.map((address) => openSmtp(port, address)));
  const rest = folder.values();
  const began = performance.now();
  await Promise.all(
    // The receiver counts mails per sender too.
    peers.map(async (peer, n) => {
      for (const raw of rest) await peer.send(`expediteur${round}-${n}@correspondant.example`, to, raw);
    }),
  );
  const ms = performance.now() - began;
  await Promise.all(peers.map((peer) => peer.close()));
  return (folder.length * 1_000) / ms;
}

/** The same library with the same settings, and nothing behind it. */
export async function startBare(): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      stream.resume();
      stream.once('end', () => done());
    },
  });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.listen(0, '127.0.0.1', () => resolve(undefined));
  await promise;
  const address = server.server.address();
  return {
    port: address && typeof address === 'object' ? address.port : 0,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
      }),
  };
}
