import { sureConfidence, type Page } from '../domain/document.ts';
import { AppError } from '../domain/errors.ts';
import type { Correction, ExtractInvoice, ExtractInvoiceInput } from '../domain/invoice/extraction.ts';
import type { Fault } from '../domain/invoice/ground/desk.ts';
import { printed, type Printed } from '../domain/invoice/ground/printed.ts';
import { ground } from '../domain/invoice/ground.ts';
import { SaidInvoice } from '../domain/invoice/said.ts';
import type { ReadInvoice } from '../domain/invoice.ts';
import type { NamedModel } from './agents-with-model.ts';
import { laidOut } from './extract-invoice/laid-out.ts';
import { startMeter, type Meter } from './meter.ts';
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

/** What another model may get past: this one cannot see, is too slow with pictures, or is not there. */
const blind = new Set(['request', 'refusal', 'too-long', 'not-found', 'timeout']);

/**
 * Reads an invoice with a model and believes nothing of it: see `ground`. An answer with faults is asked for once more, told
 * which; what still fails is unsure. Null: the model sees no invoice. At most two answers, at most two pictures. A model that
 * cannot read the pictures is said in the run's `error`, and the other one reads what the OCR shows. Throws UnavailableError
 * or FinalError `model-unusable`.
 */
export function createExtractInvoice({ model, modelName, prompts, vision }: ExtractInvoiceDeps): ExtractInvoice {
  const prompt = prompts.get('extract-invoice');
  return async (input) => {
    const { pages, text, picture } = input;
    const pictures = vision && picture ? await picturesOf(pages, picture) : [];
    const page = printed(pages, text);
    const meter = startMeter(prompt, modelName);
    let error: string | undefined;
    if (vision && pictures.length > 0) {
      try {
        const value = await read(vision.chat, { ...input, page, pictures, meter });
        return { value, run: { ...meter.record(), model: vision.name } };
      } catch (failure) {
        const reason = failure instanceof AppError ? (failure.params['reason'] ?? '') : '';
        if (meter.answers > 0 || !blind.has(reason)) throw failure;
        error = `vision-${reason}`;
      }
    }
    const value = await read(model, { ...input, page, pictures: [], meter });
    return { value, run: { ...meter.record(), ...(error && { error }) } };
  };

  async function read(chat: NamedModel['chat'], question: Question): Promise<ReadInvoice | null> {
    const { client, name, kind, corrections, page, pictures, meter } = question;
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
      model: chat,
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
    return said.kind === 'none' ? null : ground(said, page, grounding).read;
  }
}

interface Picture {
  page: number;
  png: Uint8Array;
}

interface Question extends Omit<ExtractInvoiceInput, 'picture'> {
  page: Printed;
  pictures: Picture[];
  meter: Meter;
}

/** Of the pages whose OCR is not believed the first and the last. */
async function picturesOf(
  pages: readonly Page[],
  picture: NonNullable<ExtractInvoiceInput['picture']>,
): Promise<Picture[]> {
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
