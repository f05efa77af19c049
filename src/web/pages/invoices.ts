import type { Context } from 'hono';
import { toCsv } from '../../domain/invoice/export/csv.ts';
import { toJournal } from '../../domain/invoice/export/journal.ts';
import { columns, rowOf } from '../../domain/invoice/export/table.ts';
import { InvoiceState } from '../../domain/invoice/state.ts';
import type { WebQueries, WebDeps } from '../deps.ts';
import { slugShape } from '../filter.ts';
import { registered } from '../invoice/registered.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import { readForm, typedLine } from '../typed.ts';
import type { Env, View } from '../view.ts';
import { registerView, type RegisterFilter } from '../views/invoice/register.ts';

/** A year of a busy office; beyond it one exports month by month. */
const mostExported = 10_000;
const aPage = 500;

type Deps = Pick<WebDeps, 'store' | 'moveInvoice' | 'toXlsx'>;

/** The register of invoices, and the files an accountant takes. */
export function invoicePages({ store, moveInvoice, toXlsx }: Deps, pages: Pages) {
  return {
    async list(c: Context<Env>) {
      const filter = readFilter((name) => c.req.query(name));
      const asked = listing(filter);
      const cursor = c.req.query('cursor');
      const data = await store.office(async (q) => ({
        page: await q.listings.invoices({ ...asked, cursor }),
        clients: await q.listings.queueCounts(),
        months: await q.listings.invoiceTotals('month', asked),
        suppliers: await q.listings.invoiceTotals('supplier', asked),
      }));
      const view = await pages.view(c, c.get('session'));
      const marked = c.req.query('exported');
      const exported = marked && /^\d{1,5}$/u.test(marked) ? Number(marked) : null;
      const body = registerView(view, { ...data, filter, today: today(), exported });
      return pages.show(c, view, { title: view.t('register.title'), body, live: 'proposal' });
    },

    async exportFile(c: Context<Env>) {
      const form = await readForm(c);
      const filter = readFilter((name) => form[name]);
      const view = await pages.view(c, c.get('session'));
      const invoices = await store.office((q) => all(q, filter));
      const file = await fileOf(view, form['format'] ?? '', invoices);
      const by = { kind: 'person', userId: c.get('session').user.id } as const;
      if (form['mark'])
        for (const { id, state } of invoices) if (state === 'checked') await moveInvoice(id, 'exported', by);
      return c.body(file.bytes, 200, {
        'content-type': file.type,
        'content-disposition': `attachment; filename="${file.name}"`,
      });
    },

    async move(c: Context<Env>) {
      const form = await readForm(c);
      const to = (['checked', 'exported', 'paid'] as const).find((state) => state === form['state']);
      if (!to) throw new PageError(422, 'no-decision');
      const id = c.req.param('id') ?? '';
      const invoice = await store.office((q) => q.listings.invoice(id));
      if (!invoice) throw new PageError(404, 'not-found');
      const by = { kind: 'person', userId: c.get('session').user.id } as const;
      if ((await moveInvoice(id, to, by)) !== 'done') throw new PageError(409, 'invoice-moved');
      return c.redirect(`/proposals/${invoice.proposalId}`, 303);
    },
  };

  async function fileOf(view: View, format: string, invoices: ReturnType<typeof registered>[]) {
    const name = `${view.t('export.file')}-${today()}`;
    const titles = columns.map((column) => view.t(`export.${column}`));
    const say = (family: 'state' | 'kind', code: string) =>
      family === 'state'
        ? view.t(`register.state.${code}` as 'register.state.paid')
        : view.t(`invoice.kind.${code}` as 'invoice.kind.invoice');
    const rows = () => invoices.map((invoice) => rowOf(invoice, say));
    if (format === 'csv') return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', bytes: toCsv(titles, rows()) };
    if (format === 'xlsx')
      return {
        name: `${name}.xlsx`,
        type: xlsxType,
        bytes: new Uint8Array(await toXlsx(view.t('register.title'), titles, rows())),
      };
    if (format === 'journal')
      return { name: `${name}.txt`, type: 'text/plain; charset=utf-8', bytes: toJournal(invoices, journalWords(view)) };
    if (format === 'json')
      return { name: `${name}.json`, type: 'application/json', bytes: JSON.stringify({ items: invoices }, null, 2) };
    throw new PageError(422, 'no-format');
  }
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const journalWords = (view: View) => ({
  journal: { purchase: view.t('journal-file.purchase'), sale: view.t('journal-file.sale') },
  other: { purchase: view.t('journal-file.supplier'), sale: view.t('journal-file.customer') },
  open: view.t('journal-file.open'),
  tax: { purchase: view.t('journal-file.tax-purchase'), sale: view.t('journal-file.tax-sale') },
});

async function all(q: WebQueries, filter: RegisterFilter) {
  const found: ReturnType<typeof registered>[] = [];
  let cursor: string | undefined;
  do {
    const page = await q.listings.invoices({ ...listing(filter), cursor, limit: aPage });
    found.push(...page.items.map(registered));
    cursor = page.next ?? undefined;
  } while (cursor && found.length < mostExported);
  if (cursor) throw new PageError(422, 'too-many-invoices');
  return found;
}

function readFilter(value: (name: string) => string | undefined): RegisterFilter {
  const client = value('client');
  const state = value('state');
  const day = (name: string) => (/^\d{4}-\d\d-\d\d$/u.test(value(name) ?? '') ? value(name) : undefined);
  return {
    client: client && slugShape.test(client) ? client : undefined,
    state: state === 'late' ? 'late' : InvoiceState.safeParse(state).data,
    supplier: typedLine(value('supplier') ?? '').slice(0, 200) || undefined,
    from: day('from'),
    to: day('to'),
  };
}

/** `late`: due before today and still to be paid. */
function listing({ state, ...filter }: RegisterFilter) {
  if (state !== 'late') return { ...filter, state };
  return { ...filter, dueBy: iso(new Date(Date.now() - dayMs)) };
}

const dayMs = 86_400_000;
const iso = (date: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(date);
const today = (): string => iso(new Date());
