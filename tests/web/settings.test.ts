import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInLink } from '../../src/sign-in-link.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;

beforeAll(async () => {
  office = await startTestOffice();
});
afterAll(() => office.stop());

describe('the first door', () => {
  const password = 'une longue phrase secrète';

  test('whoever has no password yet gives her own address, and comes in with it', async () => {
    const link = await linkFor('secretariat@parapheur.localhost');
    expect(await (await fetch(office.url + link)).text()).toContain('id="email"');
    const wrong = await post(link, { email: 'pas une adresse', password });
    expect([wrong.status, (await wrong.text()).includes('pas une adresse de courriel')]).toEqual([422, true]);
    expect((await post(link, { email: 'Anne@Bureau.example', password })).status).toBe(303);
    expect((await post('/sign-in', { email: 'anne@bureau.example', password })).status).toBe(303);
  });

  test('an address that is taken is said, and the link stays good', async () => {
    const link = await linkFor('autre@parapheur.localhost');
    const taken = await post(link, { email: 'anne@bureau.example' });
    expect([taken.status, (await taken.text()).includes('utilise déjà cette adresse')]).toEqual([422, true]);
    expect((await post(link, { email: '' })).status).toBe(303);
  });

  test('with a password the address stays', async () => {
    const link = await linkFor('anne@bureau.example');
    expect(await (await fetch(office.url + link)).text()).not.toContain('id="email"');
    expect((await post(link, { email: 'intruse@bureau.example' })).status).toBe(303);
    expect((await post('/sign-in', { email: 'anne@bureau.example', password })).status).toBe(303);
  });
});

const linkFor = async (email: string) => new URL(await signInLink(office.office, email)).pathname;

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(office.url + path, {
    method: 'POST',
    headers: { origin: office.url, ...headers },
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
