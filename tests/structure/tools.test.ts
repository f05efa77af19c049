import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { expect, test } from 'vitest';
import * as sets from '../../src/tools/sets.ts';
import { sourceFiles } from './imports.ts';

interface Tool {
  name: string;
  schema: z.ZodType;
}

/** What a tool may do: look, or lay a proposal before a person. */
const capability = /^(?:read|search|look-up|list|compute|propose)-/u;
/** What code decides, never a model: who gets it, from whom, for whom, and where it goes. */
const decidedByCode =
  /^(?:to|cc|bcc|from|recipients?|address|email|client|clientId|account|mailbox|thread|url|iban)$/iu;

/** Every named list, made with parts that are never called. */
const tools = Object.values(sets as unknown as Record<string, (...parts: unknown[]) => Tool[]>).flatMap((list) =>
  list({}, { references: {} }, {}, {}),
);

test('every tool of every list reads or proposes; none sends, deletes or writes', () => {
  expect(tools.length).toBeGreaterThanOrEqual(5);
  expect(tools.map((tool) => tool.name).filter((name) => !capability.test(name))).toEqual([]);
});

test('no tool takes a recipient, an account, a client or an address from a model', () => {
  for (const { name, schema } of tools) {
    const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
    expect(
      Object.keys(properties).filter((key) => decidedByCode.test(key)),
      name,
    ).toEqual([]);
  }
});

test('whom an answer goes to is laid in one place, which gives a draft no say', async () => {
  const files = await sourceFiles('src');
  const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
  const asking = texts.filter(({ text }) => text.includes('recipientsOf(')).map(({ file }) => file);
  expect(asking).toEqual(['src/domain/gate/recipients.ts', 'src/domain/mail/recipients.ts', 'src/queues/lay-reply.ts']);
  const draft = /export interface Draft \{([^}]*)\}/u.exec(await readFile('src/domain/agent.ts', 'utf8'))?.[1] ?? '';
  expect(Array.from(draft.matchAll(/^ {2}(\w+)\??:/gmu), ([, name]) => name)).toEqual(['language', 'body', 'claims']);
});

test('no file of the tools or agents opens a connection, runs a program or writes a file', async () => {
  const reaching =
    /\bfetch\(|\bWebSocket\b|\bEventSource\b|child_process|writeFile|createWriteStream|\bprocess\.env\b/u;
  const files = [...(await sourceFiles('src/tools')), ...(await sourceFiles('src/agents'))];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  expect(files.filter((_, index) => reaching.test(texts[index] ?? ''))).toEqual([]);
});
