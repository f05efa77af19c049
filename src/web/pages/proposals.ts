import type { Context } from 'hono';
import { AppError } from '../../domain/errors.ts';
import { DismissReason, RejectReason, type MailContent } from '../../domain/proposal.ts';
import type { Card, InvoiceCard, MailCard } from '../../store/listings/card.ts';
import { parseAddresses, showAddresses } from '../addresses.ts';
import type { Actor, DecisionResult, Seen } from '../decide.ts';
import type { WebDeps } from '../deps.ts';
import { fillGaps } from '../draft.ts';
import { errorFields } from '../error-fields.ts';
import { readFailure, sentenceOf } from '../failure.ts';
import { gapsInMarks } from '../gap-words.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import { readForm, typedLine } from '../typed.ts';
import type { Env } from '../view.ts';
import { cardPage, cardView } from '../views/card.ts';
import type { CardNotice, TypedAgain } from '../views/frame.ts';
import { readInvoiceForm, typedOf } from '../invoice/form.ts';
import { suggestionsFor } from '../suggestions.ts';
import { editView, type EditForm } from '../views/edit.ts';
import { toastView } from '../views/toast.ts';
import { filterQuery, readFilter, uuid } from '../filter.ts';
import { ownPath } from './sign-in.ts';

type Form = Record<string, string>;
type Status = 200 | 409 | 422 | 503;

/** One proposal: its card alone, its edit form, and what a person decides on it. */
export function proposalPages({ store, decide, log }: Pick<WebDeps, 'store' | 'decide' | 'log'>, pages: Pages) {
  return {
    async card(c: Context<Env>) {
      return showCard(c, await load(c), null);
    },

    async editForm(c: Context<Env>) {
      const card = await load(c);
      if (card.state !== 'open') return showCard(c, card, { kind: 'stale', state: card.state }, 409);
      if (card.kind === 'invoice') return showCard(c, card, null);
      const { content } = card;
      const typed = { to: showAddresses(content.to), cc: showAddresses(content.cc) };
      return showEdit(c, card, { content, typed, wrong: null }, 200);
    },

    async decide(c: Context<Env>) {
      const form = await readForm(c);
      const card = await load(c);
      const seen: Seen = {
        proposalId: card.id,
        revision: Number(form['revision']),
        contentHash: text(form['contentHash']),
        ...('newerMessageAt' in form && { newerMessageAt: text(form['newerMessageAt']) || null }),
      };
      const by = actor(c);
      if (card.kind === 'invoice') return decideInvoice(c, form, { card, seen });
      switch (form['decision']) {
        case 'approve':
          return sign(c, form, seen);
        case 'reject': {
          const reason = RejectReason.safeParse(form['reason']);
          if (!reason.success) throw new PageError(422, 'no-reason');
          return answer(
            c,
            form,
            await decide.reject(seen, reason.data, text(form['note']).slice(0, 2000), by),
            card.id,
          );
        }
        case 'edit': {
          const edited = readContent(form, card.content);
          if ('typed' in edited) return showEdit(c, card, edited, 422);
          return keptEdit(c, form, await decide.edit(seen, edited.content, by), { id: card.id, notice: null });
        }
        default:
          throw new PageError(422, 'no-decision');
      }
    },

    async undo(c: Context<Env>) {
      const id = uuid(c.req.param('id'));
      if (!id) throw new PageError(404, 'not-found');
      const form = await readForm(c);
      const result = await decide.undo(id, actor(c));
      if (result.kind === 'missing') throw new PageError(404, 'not-found');
      if (result.kind !== 'done') throw new PageError(409, 'too-late');
      if (c.req.header('x-part')) return showCard(c, await load(c), null);
      const back = ownPath(form['back']);
      return c.redirect(back === '/' ? `/proposals/${id}` : back, 303);
    },
  };

  /** An invoice is approved as it was shown: what was typed into it is kept first, and judged. */
  async function decideInvoice(c: Context<Env>, form: Form, { card, seen }: { card: InvoiceCard; seen: Seen }) {
    if (form['decision'] === 'reject') {
      const reason = DismissReason.safeParse(form['reason']);
      if (!reason.success) throw new PageError(422, 'no-reason');
      const note = text(form['note']).slice(0, 2000);
      return answer(c, form, await decide.reject(seen, reason.data, note, actor(c)), card.id);
    }
    const approving = form['decision'] === 'approve';
    if (!approving && form['decision'] !== 'edit') throw new PageError(422, 'no-decision');
    const read = readInvoiceForm(form, card.content);
    if ('wrong' in read)
      return showCard(c, card, null, 422, { typed: { ...typedOf(card.content), ...form }, wrong: read.wrong });
    if (!read.changed && approving) return sign(c, form, seen);
    const result = read.changed ? await decide.edit(seen, read.edit, actor(c)) : ({ kind: 'unchanged' } as const);
    return keptEdit(c, form, result, { id: card.id, notice: approving ? { kind: 'corrected' } : null });
  }

  /** The card with what was kept, for the person to look at. */
  async function keptEdit(
    c: Context<Env>,
    form: Form,
    result: DecisionResult | { kind: 'unchanged' },
    { id, notice }: { id: string; notice: CardNotice | null },
  ): Promise<Response> {
    if (result.kind !== 'done' && result.kind !== 'unchanged') return answer(c, form, result, id);
    if (notice === null && !c.req.header('x-part'))
      return c.redirect(`/proposals/${id}${filterQuery(readFilter(c))}`, 303);
    return showCard(c, await load(c), notice);
  }

  /** A letter that cannot be built or kept leaves its card open and says why there: nothing is lost. */
  async function sign(c: Context<Env>, form: Form, seen: Seen): Promise<Response> {
    try {
      return await answer(
        c,
        form,
        await decide.approve(seen, actor(c), { confirmedAccount: form['confirmedAccount'] === 'yes' }),
        seen.proposalId,
      );
    } catch (error) {
      const { status, code, params } = readFailure(error);
      if (!(error instanceof AppError) || (status !== 422 && status !== 503)) throw error;
      log.warn({ ...errorFields(error), proposalId: seen.proposalId }, 'not signed');
      const view = await pages.view(c, c.get('session'));
      return showCard(c, await load(c), { kind: 'failed', sentence: sentenceOf(view, code, params) }, status);
    }
  }

  async function load(c: Context<Env>): Promise<Card> {
    const id = uuid(c.req.param('id'));
    const card = id ? await store.office((q) => q.listings.card(id)) : null;
    if (!card) throw new PageError(404, 'not-found');
    return card;
  }

  async function answer(c: Context<Env>, form: Form, result: DecisionResult, id: string): Promise<Response> {
    if (result.kind === 'missing') throw new PageError(404, 'not-found');
    const card = await load(c);
    if (result.kind === 'stale') return showCard(c, card, { kind: 'stale', state: result.state }, 409);
    if (result.kind === 'other-kind') throw new PageError(422, 'no-decision');
    if (result.kind === 'blocked') return showCard(c, card, result, 422);
    const view = await pages.view(c, c.get('session'));
    if (c.req.header('x-part')) return pages.part(c, toastView(view, card), 200, { 'x-outcome': 'done' });
    const filter = readFilter(c);
    const following =
      form['then'] === 'next' ? await store.office((q) => q.listings.queue({ ...filter, limit: 1 })) : null;
    const next = following?.items[0];
    return c.redirect(`${next ? `/proposals/${next.id}` : '/'}${filterQuery(filter, { done: id })}`, 303);
  }

  async function showCard(
    c: Context<Env>,
    card: Card,
    notice: CardNotice | null,
    status: Status = 200,
    again: TypedAgain | null = null,
  ) {
    const view = await pages.view(c, c.get('session'));
    const filter = readFilter(c);
    const frame = { notice, filter, again };
    if (c.req.header('x-part')) return pages.part(c, cardView(view, card, { ...frame, alone: false }), status);
    const doneId = uuid(c.req.query('done'));
    const done = doneId ? await store.office((q) => q.listings.card(doneId)) : null;
    const toast = done ? toastView(view, done) : null;
    const body = cardPage(view, cardView(view, card, { ...frame, alone: true }), { filter, toast });
    return pages.show(c, view, { title: card.triage?.summary ?? card.message.subject, body, wide: true }, status);
  }

  async function showEdit(c: Context<Env>, card: MailCard, edit: EditForm, status: 200 | 422) {
    const view = await pages.view(c, c.get('session'));
    const filter = readFilter(c);
    const suggestions = suggestionsFor(card, await store.office((q) => q.listings.contacts(card.client.id)));
    const part = editView(view, card, edit, { suggestions, filter });
    if (c.req.header('x-part')) return pages.part(c, part, status);
    return pages.show(
      c,
      view,
      { title: view.t('edit.title'), body: cardPage(view, part, { filter, toast: null }), wide: true },
      status,
    );
  }
}

/** Either every field of the edit form, or the answers to the gaps of the draft as it stands. */
function readContent(form: Form, current: MailContent): { content: MailContent } | EditForm {
  if (typeof form['body'] !== 'string') {
    const answers = Object.keys(form)
      .filter((key) => /^gap\.\d+$/u.test(key))
      .toSorted((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
      .map((key) => text(form[key]));
    return { content: { ...current, body: fillGaps(current.body, answers) } };
  }
  const typed = { to: text(form['to']), cc: text(form['cc']) };
  const [to, cc] = [parseAddresses(typed.to), parseAddresses(typed.cc)];
  const subject = typedLine(text(form['subject'])).slice(0, 500).toWellFormed();
  const words = { subject, body: gapsInMarks(form['body']).trim() };
  if (to.fault) return { content: words, typed, wrong: { field: 'to', fault: to.fault } };
  if (cc.fault) return { content: words, typed, wrong: { field: 'cc', fault: cc.fault } };
  return { content: { ...words, to: to.list, cc: cc.list, attachments: current.attachments } };
}

const actor = (c: Context<Env>): Actor => ({ kind: 'person', userId: c.get('session').user.id });
const text = (value: string | undefined): string => value ?? '';
