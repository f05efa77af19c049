import { beforeAll, expect, test } from 'vitest';
import { importGraph, type Import } from './imports.ts';

interface Room {
  /** Rooms whose code may be loaded. */
  rooms: string[];
  /** Rooms whose types may be named: parameters need them. */
  types?: string[];
  /** Packages and Node modules whose code may be loaded; `node:*` for all of Node. */
  packages: string[];
}

/** DESIGN section 3. What is not listed is a wall. */
const house: Record<string, Room> = {
  // node:url for IDNA names: a pure function.
  domain: {
    rooms: [],
    packages: ['zod', 'email-forward-parser', 'ibantools', 'tldts', 'uuid', 'node:crypto', 'node:url'],
  },
  store: { rooms: ['domain'], packages: ['drizzle-orm', 'pg', 'uuid', 'zod', 'node:*'] },
  connectors: {
    rooms: ['domain'],
    packages: [
      '@langchain/core',
      '@langchain/openai',
      'openai',
      'imapflow',
      'nodemailer',
      'smtp-server',
      'postal-mime',
      'mailparser',
      'ical.js',
      'html-to-text',
      'htmlparser2',
      'zod',
      'node:*',
    ],
  },
  documents: {
    rooms: ['domain'],
    packages: [
      '@e965/xlsx',
      '@napi-rs/canvas',
      'fast-xml-parser',
      'file-type',
      'heic-decode',
      'mammoth',
      'pdfjs-dist',
      'pdfkit',
      'tesseract.js',
      'tesseract.js-core',
      'utif2',
      'yauzl',
      'zod',
      'node:*',
    ],
  },
  tools: { rooms: ['domain'], packages: ['langchain', '@langchain/core', 'zod'] },
  agents: {
    rooms: ['domain', 'tools'],
    packages: ['langchain', '@langchain/core', 'zod', 'node:crypto', 'node:fs', 'node:path', 'node:url'],
  },
  queues: {
    rooms: ['domain', 'agents', 'documents'],
    types: ['store'],
    // pg and ioredis make the connections of the queue's two backends.
    packages: ['bullmq', 'ioredis', 'pg', 'zod', 'node:*'],
  },
  web: {
    rooms: ['domain'],
    types: ['store', 'queues'],
    packages: ['hono', '@hono/node-server', 'zod', 'node:*'],
  },
};

let graph: Import[];
beforeAll(async () => {
  graph = await importGraph('src');
});

const roomOf = (file: string): string => (file.startsWith('src/') ? (file.split('/').at(1) ?? '') : '');
const lineOf = ({ from, to, typeOnly }: Import) => `${from} → ${to}${typeOnly ? ' (type)' : ''}`;

test('the graph is really read', () => {
  for (const room of Object.keys(house))
    expect(
      graph.some((one) => roomOf(one.from) === room),
      room,
    ).toBe(true);
  expect(graph).toContainEqual({ from: 'src/connectors/smtp.ts', to: 'nodemailer', typeOnly: false });
});

test('every import stays within the walls of its room', () => {
  const broken = graph.filter((one) => {
    const room = house[roomOf(one.from)];
    if (!room) return false;
    const target = roomOf(one.to);
    if (target === roomOf(one.from) || room.rooms.includes(target)) return false;
    if (target !== '') return !(one.typeOnly && room.types?.includes(target));
    const anyNode = one.to.startsWith('node:') && room.packages.includes('node:*');
    return !one.typeOnly && !anyNode && !room.packages.includes(one.to);
  });
  expect(broken.map(lineOf)).toEqual([]);
});

test('the rooms know nothing of what wires them together', () => {
  const inRoot = graph.filter((one) => /^src\/[^/]+\.ts$/u.test(one.to) && roomOf(one.from) in house);
  expect(inRoot.map(lineOf)).toEqual([]);
  expect(graph.filter((one) => one.to === 'src/main.ts').map(lineOf)).toEqual([]);
});

test('a connector leans on no other connector', () => {
  const shared = ['mime'];
  const connectors = [...new Set(graph.map((one) => connectorOf(one.from)).filter((name) => name !== null))];
  const crossing = graph.filter((one) => {
    const [from, to] = [connectorOf(one.from), connectorOf(one.to)];
    return from !== null && to !== null && !shared.includes(to) && familyOf(from) !== familyOf(to);
  });
  expect(crossing.map(lineOf)).toEqual([]);

  /** `model-failure` belongs to `model`; `smtp-receiver` is a connector of its own. */
  function familyOf(name: string): string {
    const head = name.split('-')[0] ?? name;
    return name !== 'smtp-receiver' && connectors.includes(head) ? head : name;
  }
});

test('one connector imports nodemailer: one file composes with it, one sends', () => {
  expect([...new Set(graph.filter((one) => one.to === 'nodemailer').map((one) => one.from))].toSorted()).toEqual([
    'src/connectors/smtp.ts',
    'src/connectors/smtp/compose.ts',
  ]);
});

test('from agents and tools no chain of imports leads to the network, to a transport or to the store', () => {
  const reached = new Set<string>();
  const open = graph.filter((one) => ['agents', 'tools'].includes(roomOf(one.from))).map((one) => one.from);
  for (const file of open) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const one of graph) if (one.from === file && !one.typeOnly) open.push(one.to);
  }
  const rooms = [...new Set([...reached].filter((file) => file.startsWith('src/')).map(roomOf))];
  expect(rooms.toSorted()).toEqual(['agents', 'domain', 'tools']);
  const forbidden = ['nodemailer', 'pg', 'bullmq', 'imapflow', 'node:net', 'node:http', 'node:https', 'node:tls'];
  expect(forbidden.filter((name) => reached.has(name))).toEqual([]);
});

const connectorOf = (file: string): string | null => /^src\/connectors\/([^/.]+)/u.exec(file)?.[1] ?? null;
