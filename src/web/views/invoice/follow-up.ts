import { html } from 'hono/html';
import type { InvoiceCard } from '../../../store/listings/card.ts';
import { officeTimeZone, type Html, type View } from '../../view.ts';
import { csrf } from '../layout.ts';

/** Where an approved invoice stands in the register, since when, and where it may go next or back. */
export function followUp(view: View, { invoice }: InvoiceCard): Html {
  const { id, state, exportedAt, paidAt } = invoice;
  if (state !== 'checked' && state !== 'exported' && state !== 'paid') return html``;
  const since = state === 'paid' ? paidAt : state === 'exported' ? exportedAt : null;
  return html`<form class="follow-up" method="post" action="/invoices/${id}/state">
    ${csrf(view)}
    <p class="invoice-${state}" role="status">
      <b>${view.t(`register.state.${state}`)}</b>
      ${since ? html`<time datetime="${since.toISOString()}">${view.moment(since, officeTimeZone)}</time>` : ''}
    </p>
    <p class="actions">
      ${
        state === 'paid'
          ? html`<button name="state" value="${exportedAt ? 'exported' : 'checked'}">
              ${view.t('invoice.unpaid')}
            </button>`
          : html`<button name="state" value="paid" data-key="p">${view.t('invoice.paid')} <kbd>p</kbd></button>`
      }
      ${state === 'checked' ? html`<button name="state" value="exported">${view.t('invoice.exported')}</button>` : ''}
      ${state === 'exported' ? html`<button name="state" value="checked">${view.t('invoice.unexported')}</button>` : ''}
    </p>
  </form>`;
}
