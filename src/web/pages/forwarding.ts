import type { Context } from 'hono';
import { MAX_FORWARDERS, parseForwarders } from '../../domain/mail/forwarders.ts';
import type { ForwardingSettings } from '../../store/listings/forwarding.ts';
import type { ForwardingChange } from '../change-forwarding.ts';
import type { WebDeps } from '../deps.ts';
import { slugShape } from '../filter.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import { readForm } from '../typed.ts';
import type { Env } from '../view.ts';
import { forwardingView, type ForwardingForm } from '../views/forwarding.ts';

const news = ['address', 'drop-former', 'forwarders'] as const;

/** A client's forwarding address: to copy, to change, and who may send to it. */
export function forwardingPages(
  { store, changeForwarding }: Pick<WebDeps, 'store' | 'changeForwarding'>,
  pages: Pages,
) {
  return {
    async form(c: Context<Env>) {
      const settings = await load(c);
      const done = news.find((each) => each === c.req.query('done')) ?? null;
      return show(c, settings, { typed: settings.forwarders.join('\n'), wrong: null, done }, 200);
    },

    async change(c: Context<Env>) {
      const settings = await load(c);
      const form = await readForm(c);
      const typed = form['forwarders'] ?? '';
      const parsed = parseForwarders(typed);
      if (form['change'] === 'forwarders' && (parsed.list === null || parsed.list.length > MAX_FORWARDERS))
        return show(c, settings, { typed, wrong: parsed.wrong ?? String(MAX_FORWARDERS), done: null }, 422);
      const change = changeOf(form, parsed.list ?? []);
      if (!change) throw new PageError(422, 'no-decision');
      const by = { kind: 'person', userId: c.get('session').user.id } as const;
      if (!(await changeForwarding(settings.client, change, by))) throw new PageError(404, 'not-found');
      return c.redirect(`/clients/${settings.client}/forwarding?done=${change.change}`, 303);
    },
  };

  async function load(c: Context<Env>): Promise<ForwardingSettings> {
    const slug = c.req.param('slug') ?? '';
    const settings = slugShape.test(slug) ? await store.office((q) => q.listings.forwarding(slug)) : null;
    if (!settings) throw new PageError(404, 'not-found');
    return settings;
  }

  async function show(c: Context<Env>, settings: ForwardingSettings, form: ForwardingForm, status: 200 | 422) {
    const view = await pages.view(c, c.get('session'));
    const title = `${view.t('forwarding.title')} (${settings.clientName})`;
    return pages.show(c, view, { title, body: forwardingView(view, settings, form) }, status);
  }
}

function changeOf(form: Record<string, string>, forwarders: string[]): ForwardingChange | null {
  switch (form['change']) {
    case 'address':
      return { change: 'address', keepFormer: form['dropFormer'] !== 'on' };
    case 'drop-former':
      return { change: 'drop-former' };
    case 'forwarders':
      return { change: 'forwarders', forwarders };
    default:
      return null;
  }
}
