import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { agentsByRules } from '../../../src/agents/rules/rules.ts';
import { readDocument } from '../../../src/documents/read-document.ts';
import { Profile, type Client } from '../../../src/domain/client.ts';
import type { EarlierInvoice } from '../../../src/domain/invoice/context.ts';
import { judgeInvoice } from '../../../src/domain/invoice/judge.ts';
import type { ReadInvoice } from '../../../src/domain/invoice.ts';
import { doubtedBy } from './answer.ts';
import { valuesOf } from './fields.ts';
import type { Answer } from './score.ts';
import type { Truth } from './truth.ts';

/** Of the account, the client and what came before: they say what may be paid, not whether the page was read well. */
const notOfReading = new Set(['ledger', 'parties', 'duplicate']);
/** Days after its date that a document is read. */
const arrivesAfter = 10;

/**
 * Reads documents from their pages alone, XML ignored, in one client's name. They are read in turn: a number that came before
 * is a duplicate.
 */
export function createRulesReader({ clientKnown }: { clientKnown: boolean }): (truth: Truth) => Promise<Answer> {
  const agents = agentsByRules();
  const earlier: EarlierInvoice[] = [];
  return async (truth) => {
    const name = path.basename(truth.file);
    const document = await readDocument(await readFile(truth.file), name);
    const { layout: pages, text } = 'text' in document ? document : { layout: [], text: '' };
    const buyer = buyerOf(truth, clientKnown);
    const client = clientFrom(buyer);
    const { value: kind } = await agents.sortDocument({ client, name, pages, text });
    // What nobody recognised is measured all the same: its kind is scored by itself.
    const taken = kind === 'other' ? 'invoice' : kind;
    const asked = { client, name, kind: taken, pages, text, corrections: [] };
    const { value: read } = await agents.extractInvoice(asked);
    if (!read) return { truth, values: { kind }, doubted: new Set(), findings: [] };
    const { findings } = judgeInvoice({
      client: buyer,
      direction: 'purchase',
      today: dayAfter(truth.expected.issueDate?.[0] ?? '', arrivesAfter),
      read,
      text,
      accounts: null,
      earlier,
    });
    earlier.push(asEarlier(truth.id, read));
    const loud = findings.filter(({ level, check }) => level !== 'note' && !notOfReading.has(check));
    return {
      truth,
      values: { ...valuesOf(read.data), kind },
      doubted: doubtedBy([...read.unsure, ...loud.flatMap(({ fields }) => fields)]),
      findings: findings.map(({ level, code }) => `${level} ${code}`),
    };
  };
}

interface Buyer {
  name: string;
  siren: string;
  vat: string;
}

function buyerOf({ expected }: Truth, known: boolean): Buyer {
  if (!known) return { name: '', siren: '', vat: '' };
  const siren = expected.buyerSiren?.[0] ?? expected.buyerLegalId?.[0] ?? '';
  return { name: expected.buyerName?.[0] ?? '', siren, vat: expected.buyerVat?.[0] ?? '' };
}

const clientFrom = (buyer: Buyer): Client & Buyer => ({
  ...buyer,
  id: 'client',
  slug: 'client',
  color: '#000000',
  address: 'contact@client.example',
  profile: Profile.parse({ siren: buyer.siren, vat: buyer.vat }),
});

function dayAfter(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return new Date((Number.isNaN(time) ? Date.UTC(2026, 10, 30) : time) + days * 86_400_000).toISOString().slice(0, 10);
}

function asEarlier(id: string, { data }: ReadInvoice): EarlierInvoice {
  const { number, issueDate, totalGross, kind, seller } = data;
  return {
    id,
    number,
    sellerSiren: seller.siren,
    sellerName: seller.name,
    issueDate,
    totalGross,
    kind,
  };
}
