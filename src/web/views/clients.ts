import { html } from 'hono/html';
import type { ClientItem, MailboxHealth } from '../../store/listings/office.ts';
import type { Html, View } from '../view.ts';
import { clientMark, emptyState, time } from './parts.ts';

/** `added` and `changed` are the slugs of what was just done. */
export interface ClientsShown {
  clients: ClientItem[];
  added: string | undefined;
  changed: string | undefined;
}

export const clientsView = (view: View, { clients, added, changed }: ClientsShown): Html =>
  html`<div class="title-row">
      <h1>${view.t('clients.title')}</h1>
      <a class="button primary" href="/clients/new">${view.t('clients.add')}</a>
    </div>
    <p class="lead">${view.t('clients.lead')}</p>
    ${
      clients.length === 0
        ? emptyState(view.t('clients.empty'), view.t('clients.empty-text'))
        : html`<ul class="client-list">
            ${clients.map((client) => one(view, client, client.slug === added ? view.t('clients.added') : client.slug === changed ? view.t('clients.changed') : null))}
          </ul>`
    }`;

const one = (view: View, client: ClientItem, news: string | null): Html =>
  html`<li class="client-card c-${client.slug}">
    <h2>${clientMark(client.slug, client.name)}</h2>
    <p>${client.profile.trade ? html`${client.profile.trade}<br />` : ''}<span class="hint">${client.address}</span></p>
    ${news ? html`<p class="notice good" role="status">${news}</p>` : ''}
    <ul class="boxes">
      ${client.mailboxes.map((mailbox) => box(view, client, mailbox))}
    </ul>
    <p class="links">
      <a href="/?client=${client.slug}">${view.t('clients.queue')}</a
      ><a href="/messages?client=${client.slug}">${view.t('clients.messages')}</a
      ><a href="/clients/${client.slug}/people">${view.t('people.link')}</a
      ><a href="/clients/${client.slug}/mailbox">${view.t('clients.mailbox')}</a>
    </p>
  </li>`;

const box = (view: View, client: ClientItem, mailbox: MailboxHealth): Html =>
  html`<li>
    <p class="health health-${mailbox.state}">
      <i aria-hidden="true"></i
      ><strong>${view.t(`mailbox.${mailbox.state}`)}</strong
      >${mailbox.stateReason ? html` — ${view.say('reason', mailbox.stateReason)}` : ''}${mailbox.stateAt ? html` ${time(view, mailbox.stateAt, client.profile.timeZone)}` : ''}
    </p>
    <p>
      ${view.t(mailbox.kind === 'imap' ? 'mailbox.imap' : 'mailbox.forwarding', { address: mailbox.address })}
      ${view.t(view.demo ? 'mailbox.outbox' : mailbox.outgoing === 'smtp' ? 'mailbox.smtp' : 'mailbox.no-smtp')}
    </p>
    ${
      mailbox.receivingAddress
        ? html`<p>${view.t('mailbox.forward-to')}<br /><code class="copy">${mailbox.receivingAddress}</code></p>
            <p><a href="/clients/${client.slug}/forwarding">${view.t('forwarding.link')}</a></p>`
        : ''
    }
  </li>`;
