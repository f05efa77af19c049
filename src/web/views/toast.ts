import { html } from 'hono/html';
import { redraftReasons } from '../../domain/proposal.ts';
import type { Card, InvoiceCard } from '../../store/listings/card.ts';
import type { Html, View } from '../view.ts';
import { titleOf } from './invoice/title.ts';
import { csrf } from './layout.ts';

/** What was just decided, and how to take it back; the server's own delay counts down. */
export function toastView(view: View, card: Card): Html | null {
  if (card.kind === 'invoice') return invoiceToast(view, card);
  const who = card.content.to[0]?.name || card.content.to[0]?.address || card.client.name;
  if (card.state === 'approved' && card.delivery?.state === 'queued') {
    const left = Math.max(0, Math.ceil((card.delivery.dueAt.getTime() - view.now.getTime()) / 1000));
    return toast(
      view,
      card,
      html`${view.t('toast.signed', { who })}
        <span class="countdown" role="timer" data-left="${left}">${view.t('toast.leaves-in', { n: left })}</span>`,
      left,
    );
  }
  if (card.state === 'approved') return html`<div class="toast"><p>${view.t('toast.left', { who })}</p></div>`;
  if (card.state === 'rejected') {
    const redraft = card.decision?.reason && redraftReasons.includes(card.decision.reason);
    return toast(view, card, html`${view.t(redraft ? 'toast.redraft' : 'toast.rejected', { who })}`, 0);
  }
  return null;
}

function invoiceToast(view: View, card: InvoiceCard): Html | null {
  const what = titleOf(view, card);
  if (card.state === 'rejected') return toast(view, card, html`${view.t('toast.dismissed', { what })}`, 0);
  return card.state === 'approved' ? toast(view, card, html`${view.t('toast.checked', { what })}`, 0) : null;
}

const toast = (view: View, card: Card, words: Html, left: number): Html =>
  html`<div class="toast c-${card.client.slug}" ${left > 0 ? html` data-until="${left}"` : ''} data-fades>
    <p>${words}</p>
    <form method="post" action="/proposals/${card.id}/undo" data-undo="${card.id}">
      ${csrf(view)}<button>${view.t('toast.undo')} <kbd>z</kbd></button>
    </form>
  </div>`;
