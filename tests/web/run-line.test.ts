import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { runLine } from '../../src/web/views/beside.ts';
import { createView } from '../../src/web/view.ts';

const read = {
  agent: 'extract-invoice',
  prompt: 'extract-invoice',
  promptVersion: '1',
  model: 'fake-large',
  calls: 2,
  inputTokens: 900,
  outputTokens: 100,
  ms: 1500,
  createdAt: new Date('2026-11-24T09:30:00Z'),
};

async function said(error: string | null, language: string): Promise<string> {
  const office = { session: null, demo: false, agentsBy: 'fake-large', alerts: 0 };
  const card = { author: 'model', revision: 1, runs: [{ ...read, error }] } as const;
  const app = new Hono().get('/', (c) => c.html(runLine(createView(c, office), { ...card, runs: [...card.runs] })));
  const page = await app.request('/', { headers: { 'accept-language': language } });
  return (await page.text()).replaceAll(/<[^>]+>|\s+/gu, ' ');
}

test('a model that could not see the page is said beside what the other one read', async () => {
  expect(await said('vision-timeout', 'fr')).toContain('le modèle qui lit les images a échoué');
  expect(await said('vision-not-found', 'en')).toContain('the model that reads pictures failed');
  expect(await said(null, 'fr')).not.toContain('échoué');
});
