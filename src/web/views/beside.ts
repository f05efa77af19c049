import { html } from 'hono/html';
import type { Finding } from '../../domain/gate/finding.ts';
import type { Card, CardMessage } from '../../store/listings/card.ts';
import type { Html, View } from '../view.ts';
import { isLocked } from '../unlock-document.ts';
import { standing } from './documents.ts';
import { documentName, omittedParts, people, person, shortPerson, time } from './parts.ts';

/** What the checks say, worst first. A gap says itself in the letter, so it is not repeated here. */
export function findingList(view: View, findings: readonly Finding[]): Html {
  const shown = grouped(
    view,
    findings.filter((finding) => finding.code !== 'gap-open'),
  );
  if (shown.length === 0) return html``;
  return html`<ul class="findings" aria-label="${view.t('findings.title')}">
    ${shown.map(
      (finding) =>
        html`<li class="finding ${finding.level}">
          <i aria-hidden="true"></i
          ><span
            ><b>${view.t(`level.${finding.level}`)}</b> ${view.say('finding', finding.code, finding.evidence)}</span
          >
        </li>`,
    )}
  </ul>`;
}

/** Facts without a source say one thing: one line for all of them. */
function grouped(view: View, findings: readonly Finding[]): Finding[] {
  const lines = new Map<string, Finding>();
  for (const finding of findings) {
    const key = finding.code.endsWith('-unsupported') ? finding.code : JSON.stringify(finding);
    const line = lines.get(key);
    const text = [line?.evidence['text'], finding.evidence['text']].filter((each) => each !== undefined);
    lines.set(
      key,
      line ? { ...finding, evidence: { ...finding.evidence, text: text.join(view.t('list.quoted')) } } : finding,
    );
  }
  return [...lines.values()];
}

/** Beside each number of the letter: where the fact comes from, in the source's own words. */
export const sourceList = (view: View, sources: Card['claims']): Html =>
  sources.length === 0
    ? html``
    : html`<section class="sources">
        <h3>${view.t('sources.title')}</h3>
        <ol>
          ${sources.map(
            (claim, index) =>
              html`<li id="source-${index + 1}">
                <p class="source-title">
                  ${view.say('source', claim.source?.kind ?? 'none')}${claim.sourceTitle ? html` · ${claim.sourceTitle}` : ''}
                </p>
                ${claim.source?.quote ? html`<blockquote>${claim.source.quote}</blockquote>` : ''}
              </li>`,
          )}
        </ol>
      </section>`;

/** The message answered first, the rest of the thread below it; folded, for the answer comes before the thread. */
export const threadView = (view: View, card: Card, open = false): Html =>
  html`<details class="thread" id="thread" ${open ? html` open` : ''}>
    <summary>
      ${card.thread.length > 0 ? view.count('thread.title', card.thread.length + 1) : view.t('thread.single')}
      <kbd>o</kbd>
    </summary>
    ${messageView(view, card, card.message)} ${card.thread.map((message) => messageView(view, card, message))}
  </details>`;

const messageView = (view: View, card: Card, message: CardMessage): Html =>
  html`<article class="mail ${message.direction}">
    <p class="mail-head">
      <a href="/messages/${message.id}">${shortPerson(view, message.from)}</a
      >${time(view, message.receivedAt, card.client.profile.timeZone)}
    </p>
    ${message.forwardedBy ? html`<p class="forwarded">${view.t('thread.forwarded')} ${person(message.forwardedBy)}${message.forwarderNote ? html` : <q>${message.forwarderNote}</q>` : ''}</p>` : ''}
    ${message.cc.length > 0 ? html`<p class="mail-cc">${view.t('letter.cc')} ${people(message.cc)}</p>` : ''}
    <div class="mail-words">${message.readingText || view.t('message.no-text')}</div>
    ${omittedParts(view, message.omitted)}
    ${
      message.documents.length > 0
        ? html`<ul class="documents">
            ${message.documents.map((document) => html`<li><a href="/documents/${document.id}">${documentName(document)}</a> <small>${view.size(document.size)}${standing(view, document)}</small>${isLocked(document) ? html` <a href="/messages/${message.id}#document-${document.id}">${view.t('unlock.give')}</a>` : ''}</li>`)}
          </ul>`
        : ''
    }
  </article>`;

/** Which agent, prompt and model wrote it: a person who signs may ask. */
export function runLine(view: View, card: Pick<Card, 'runs' | 'author' | 'revision'>): Html {
  const run = card.runs.findLast((each) => each.agent.startsWith('draft')) ?? card.runs.at(-1);
  const author = view.t(`author.${card.author}`);
  const revision = card.revision > 1 ? html` · ${view.t('run.revision', { n: card.revision })}` : '';
  if (!run || card.author === 'person') return html`<p class="run">${author}${revision}</p>`;
  if (run.model === 'rules') return html`<p class="run">${author}, ${view.t('run.rules')}${revision}</p>`;
  const seconds = new Intl.NumberFormat(view.locale, { maximumFractionDigits: 1 }).format(run.ms / 1000);
  const tokens = run.inputTokens + run.outputTokens;
  const model = view.t('run.model', { model: run.model, calls: run.calls, tokens, seconds });
  const unseen = run.error?.startsWith('vision-') ? html` · <strong>${view.t('run.unseen')}</strong>` : '';
  return html`<p class="run">
    ${author} · ${view.t('run.prompt', { prompt: run.prompt, version: run.promptVersion })} ·
    ${model}${unseen}${revision}
  </p>`;
}
