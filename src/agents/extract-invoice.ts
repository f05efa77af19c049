import { sureConfidence, type Page } from '../domain/document.ts';
import type { Correction, ExtractInvoice, ExtractInvoiceInput } from '../domain/invoice/extraction.ts';
import type { Fault } from '../domain/invoice/ground/desk.ts';
import { printed } from '../domain/invoice/ground/printed.ts';
import { ground } from '../domain/invoice/ground.ts';
import { SaidInvoice } from '../domain/invoice/said.ts';
import type { NamedModel } from './agents-with-model.ts';
import { laidOut } from './extract-invoice/laid-out.ts';
import { startMeter } from './meter.ts';
import { askForJson } from './structured.ts';
import type { AgentDeps } from './triage.ts';
import { createNonce, untrusted } from './untrusted.ts';

/** Corrections shown: a supplier's form has no more odd places. */
const correctionsShown = 12;
/** Pictures cost some 1,500 tokens each. */
const picturesShown = 2;

export interface ExtractInvoiceDeps extends AgentDeps {
  /** A model that can see: asked instead where the OCR is not believed. */
  vision?: NamedModel | undefined;
}

/**
 * Reads an invoice with a model and believes nothing of it: see `ground`. An answer with faults is asked for once more, told
 * which; what still fails is unsure. Null: the model sees no invoice. At most two answers. Throws UnavailableError or
 * FinalError `model-unusable`.
 */
export function createExtractInvoice({ model, modelName, prompts, vision }: ExtractInvoiceDeps): ExtractInvoice {
  const prompt = prompts.get('extract-invoice');
  return async ({ client, name, kind, pages, text, corrections, picture }) => {
    const pictures = vision && picture ? await picturesOf(pages, picture) : [];
    const reader = vision && pictures.length > 0 ? vision : { chat: model, name: modelName };
    const meter = startMeter(prompt, reader.name);
    const page = printed(pages, text);
    const { siren, vat } = client.profile;
    const grounding = { client: { name: client.name, siren, vat }, kind, image: pictures.length > 0 };
    const nonce = createNonce();
    const values = {
      nonce,
      client_name: client.name,
      client_ids: [siren && `SIREN ${siren}`, vat && `TVA ${vat}`].filter((one) => one !== '').join(', ') || '-',
      kind,
      name: untrusted(name, nonce),
      corrections: corrections.length === 0 ? '-' : untrusted(corrected(corrections), nonce),
      document: untrusted(laidOut(page.lines), nonce),
      pictures: pictures.length === 0 ? '-' : pictures.map((one) => `page ${one.page}`).join(', '),
    };
    const said = await askForJson({
      model: reader.chat,
      meter,
      name: 'invoice',
      schema: SaidInvoice,
      system: prompt.fill('system', values),
      human: prompt.fill('human', values),
      images: pictures.map(({ png }) => png),
      repair: (problem) => prompt.fill('repair', { problem }),
      objection: (answer) => {
        const { faults } = ground(answer, page, grounding);
        const isInvoice = answer.kind !== 'none';
        return isInvoice && faults.length > 0
          ? prompt.fill('faults', { nonce, faults: untrusted(told(faults), nonce) })
          : null;
      },
    });
    const value = said.kind === 'none' ? null : ground(said, page, grounding).read;
    return { value, run: meter.record() };
  };
}

/** Of the pages whose OCR is not believed the first and the last. */
async function picturesOf(pages: readonly Page[], picture: NonNullable<ExtractInvoiceInput['picture']>) {
  const illegible = pages.filter((page) => page.by === 'ocr' && page.confidence < sureConfidence);
  const wanted = illegible.filter((_, at) => at === 0 || at === illegible.length - 1).slice(0, picturesShown);
  const drawn = await Promise.all(wanted.map(async (page) => ({ page: page.number, png: await picture(page) })));
  return drawn.flatMap(({ page, png }) => (png ? [{ page, png }] : []));
}

const corrected = (corrections: readonly Correction[]): string =>
  corrections
    .slice(0, correctionsShown)
    .map(({ field, was, is, context }) => `- ${field} : « ${was} » corrigé en « ${is} » (ligne : « ${context} »)`)
    .join('\n');

const told = (faults: readonly Fault[]): string =>
  faults.map(({ code, fields, said }) => `- ${code} : ${fields.join(', ')}${said && ` (« ${said} »)`}`).join('\n');
