import type { Context } from 'hono';
import type { MailboxSettings } from '../../store/listings/office.ts';
import type { WebDeps } from '../deps.ts';
import { slugShape } from '../filter.ts';
import { MailboxChange } from '../new-client.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import { refusalOf, serverFault, serverOf, type ClientForm, type FormErrors } from '../server-form.ts';
import { readForm } from '../typed.ts';
import type { Env, View } from '../view.ts';
import { mailboxFormView } from '../views/mailbox-form.ts';

/** The settings of a client's mailbox: shown without their passwords, tried before they are kept. */
export function mailboxPages({ store, changeMailbox }: Pick<WebDeps, 'store' | 'changeMailbox'>, pages: Pages) {
  return {
    async form(c: Context<Env>) {
      const settings = await load(c);
      const view = await pages.view(c, c.get('session'));
      return show(c, view, settings, { form: formOf(settings), errors: {} });
    },

    async change(c: Context<Env>) {
      const settings = await load(c);
      const form = await readForm(c);
      const view = await pages.view(c, c.get('session'));
      const read = MailboxChange.safeParse(changeOf(form, settings));
      if (!read.success) {
        const faults = read.error.issues.map(({ path: [side, part] }) =>
          serverFault(view, side === 'imap' ? 'imap' : 'smtp', String(part)),
        );
        return show(c, view, settings, { form, errors: Object.assign({}, ...faults) as FormErrors });
      }
      const by = { kind: 'person', userId: c.get('session').user.id } as const;
      const result = await changeMailbox(settings.client, read.data, by);
      if (result.kind === 'missing') throw new PageError(404, 'not-found');
      if (result.kind === 'done') return c.redirect(`/clients?changed=${settings.client}`, 303);
      return show(c, view, settings, { form, errors: refusalOf(view, result) });
    },
  };

  async function load(c: Context<Env>): Promise<MailboxSettings> {
    const slug = c.req.param('slug') ?? '';
    const settings = slugShape.test(slug) ? await store.office((q) => q.listings.mailboxSettings(slug)) : null;
    if (!settings) throw new PageError(404, 'not-found');
    return settings;
  }

  async function show(
    c: Context<Env>,
    view: View,
    settings: MailboxSettings,
    shown: { form: ClientForm; errors: FormErrors },
  ): Promise<Response> {
    const title = view.t('mailbox-form.title', { address: settings.address });
    const status = Object.keys(shown.errors).length > 0 ? 422 : 200;
    return pages.show(c, view, { title, body: mailboxFormView(view, { settings, ...shown }) }, status);
  }
}

function formOf({ kind, imap, smtp }: MailboxSettings): ClientForm {
  return {
    way: kind,
    sending: smtp ? 'smtp' : 'none',
    ...(imap && { imapHost: imap.host, imapPort: String(imap.port), imapUser: imap.user }),
    ...(smtp && { smtpHost: smtp.host, smtpPort: String(smtp.port), smtpUser: smtp.user }),
  };
}

const changeOf = (form: ClientForm, { address }: MailboxSettings) => ({
  imap: form['way'] === 'imap' ? serverOf(form, 'imap', { host: '', user: address, password: '' }) : null,
  smtp: form['sending'] === 'none' ? null : serverOf(form, 'smtp', { host: '', user: address, password: '' }),
});
