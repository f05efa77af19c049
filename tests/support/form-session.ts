import { signInLink } from '../../src/sign-in-link.ts';
import type { TestOffice } from './office.ts';

export interface FormSession {
  get(path: string): Promise<Response>;
  /** With the form's token; redirects are not followed. */
  post(path: string, form: Record<string, string>): Promise<Response>;
}

/** A person at the pages without a script, as `fetch` sees them: signed in, cookies kept from answer to answer. */
export async function openFormSession(office: TestOffice, email = 'bureau@parapheur.example'): Promise<FormSession> {
  const jar = new Map<string, string>();
  let csrf = '';
  await post(new URL(await signInLink(office.office, email)).pathname, {});
  csrf = /name="csrf" value="([^"]+)"/u.exec(await (await get('/clients')).text())?.[1] ?? '';
  return { get, post };

  async function get(path: string): Promise<Response> {
    return kept(await fetch(new URL(path, office.url), { headers: headers(), redirect: 'manual' }));
  }

  async function post(path: string, form: Record<string, string>): Promise<Response> {
    const request = { method: 'POST', headers: headers(), body: new URLSearchParams({ csrf, ...form }) };
    return kept(await fetch(new URL(path, office.url), { ...request, redirect: 'manual' }));
  }

  function headers(): Record<string, string> {
    return { origin: office.url, cookie: Array.from(jar, ([name, value]) => `${name}=${value}`).join('; ') };
  }

  function kept(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/iu.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
}
