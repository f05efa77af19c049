import { ToolMessage } from '@langchain/core/messages';
import type { StructuredToolInterface } from '@langchain/core/tools';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createReferences } from '../../src/tools/references.ts';
import { draftReplyTools } from '../../src/tools/sets.ts';
import type { Tray } from '../../src/tools/propose-reply.ts';
import { client, mail, readerOf } from '../agents/office.ts';

const showing = {
  references: createReferences(client.id),
  timeZone: 'Europe/Paris',
  untrusted: (text: string) => `<untrusted>${text}</untrusted>`,
};
const tray: Tray = {};
const tools = draftReplyTools(readerOf([mail()]), showing, tray);

/** What a model gets back from a call. */
async function call(name: string, args: Record<string, unknown>): Promise<string> {
  const asked = tools.find((tool) => tool.name === name);
  const request = { name, args, id: 'call-1', type: 'tool_call' as const };
  const answer: unknown = await (asked as StructuredToolInterface | undefined)?.invoke(request);
  return ToolMessage.isInstance(answer) ? answer.text : '';
}

test('the drafting agent reads and proposes: it is given nothing else', () => {
  expect(tools.map((tool) => tool.name)).toEqual([
    'read-thread',
    'search-knowledge',
    'look-up-contact',
    'search-mail',
    'propose-reply',
  ]);
});

test('no tool takes a recipient, an account, a client, a thread or an address of the web', () => {
  const named = tools.flatMap((tool) => Object.keys(z.toJSONSchema(tool.schema).properties ?? {}));
  expect(new Set(named)).toEqual(new Set(['query', 'language', 'body', 'claims']));
});

test('no tool can reach a transport, the store, the network or the disk', () => {
  for (const file of readdirSync('src/tools')) {
    const imports = readFileSync(join('src/tools', file), 'utf8').matchAll(/from '([^']+)'/gu);
    for (const [, from = ''] of imports) expect(from).toMatch(/^(?:\.\/|\.\.\/domain\/|langchain$|zod$)/u);
  }
});

test('mail is shown as untrusted, knowledge as the client’s own, each with a short reference', async () => {
  const read = await call('read-thread', {});
  expect(read).toMatch(/^<untrusted>\[m1\] received\nFrom: Anne Petit <anne\.petit@courriel\.example>/u);
  expect(await call('search-knowledge', { query: 'tarif' })).toMatch(/^\[k1\] Tarifs 2026\nLe tarif/u);
  expect(await call('look-up-contact', { query: 'Petit' })).toBe('(0)');
  expect(await call('search-mail', { query: 'tarif' })).toContain('<untrusted>[m1] received');
});

test('a proposal is laid once, its sources resolved', async () => {
  const claims = [
    { text: '45,00 €', reference: '[K1]', quote: '45,00 €' },
    { text: 'rue', reference: 'profile', quote: '' },
    { text: 'demain', reference: '', quote: '' },
  ];
  expect(await call('propose-reply', { language: 'fr', body: 'Bonjour', claims })).toBe('proposed');
  expect(await call('propose-reply', { language: 'fr', body: 'Autre', claims: [] })).toBe('already proposed');
  expect(tray.reply?.body).toBe('Bonjour');
  expect(tray.reply?.claims.map((claim) => claim.source?.kind)).toEqual(['knowledge', 'profile', undefined]);
});
