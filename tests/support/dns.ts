import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';

export type DnsZone = Record<string, DnsRecord[]>;

type DnsRecord =
  | { type: 'MX'; priority: number; exchange: string }
  | { type: 'SRV'; priority: number; weight: number; port: number; target: string };

export interface DnsServer {
  /** A resolver of Node that asks this server alone. */
  resolver: Resolver;
  /** Questions heard, as `name/type`. */
  asked: string[];
  /** Answers nothing from now on. */
  silent: boolean;
  stop(): Promise<void>;
}

const codes = { MX: 15, SRV: 33 } as const;

/** A name server on the loopback (RFC 1035 4, RFC 2782): answers from `zone`, by lower-case names, and NXDOMAIN for the rest. */
export async function startDns(zone: DnsZone): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const server: DnsServer = { resolver: new Resolver({ timeout: 2_000, tries: 1 }), asked: [], silent: false, stop };
  socket.on('message', (query, peer) => {
    const { name, type, end } = questionOf(query);
    server.asked.push(`${name}/${type}`);
    if (server.silent) return;
    const all = zone[name];
    const answers = (all ?? []).filter((record) => codes[record.type] === type).map(encoded);
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(all ? 0x8580 : 0x8583, 2); // an authoritative answer; 3: no such name
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length, 6);
    socket.send(Buffer.concat([head, query.subarray(12, end), ...answers]), peer.port, peer.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  server.resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return server;

  function stop(): Promise<void> {
    return new Promise((resolve) => {
      socket.close(() => resolve());
    });
  }
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** With a pointer to the question's name (RFC 1035 4.1.4). */
function encoded(record: DnsRecord): Buffer {
  const data =
    record.type === 'MX'
      ? Buffer.concat([shorts(record.priority), nameOf(record.exchange)])
      : Buffer.concat([shorts(record.priority, record.weight, record.port), nameOf(record.target)]);
  const ttl = 60;
  return Buffer.concat([shorts(0xc00c, codes[record.type], 1, 0, ttl, data.length), data]);
}

function shorts(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

const nameOf = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter((label) => label !== '')
      .map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])),
    Buffer.of(0),
  ]);
