import { html } from 'hono/html';
import type { Place } from '../../../domain/document.ts';
import type { FieldPath } from '../../../domain/invoice.ts';
import type { Html, View } from '../../view.ts';

export interface ShownDocument {
  id: string;
  name: string;
  /** Points; their ratio is the page's shape. */
  pages: { number: number; width: number; height: number }[];
}

/** The document as it is printed, with a box about each value that was read: the field with the focus lights its own. */
export const facsimileView = (view: View, document: ShownDocument, places: Record<FieldPath, Place[]>): Html =>
  html`<section class="facsimile" aria-label="${view.t('invoice.page-label', { name: document.name })}">
    ${document.pages.map(
      (page) =>
        html`<figure data-page="${page.number}">
          <img
            src="/documents/${document.id}/pages/${page.number}"
            width="${Math.round(page.width)}"
            height="${Math.round(page.height)}"
            alt="${view.t('invoice.page-alt', { n: page.number, name: document.name })}"
            loading="${page.number === 1 ? 'eager' : 'lazy'}"
          />
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">${boxesOn(page.number, places)}</svg>
        </figure>`,
    )}
    <p class="hint"><a href="/documents/${document.id}">${view.t('invoice.open-file', { name: document.name })}</a></p>
  </section>`;

/** Around the letters, not on them. */
const air = 0.004;

const boxesOn = (page: number, places: Record<FieldPath, Place[]>): Html[] =>
  Object.entries(places).flatMap(([field, found]) =>
    found
      .filter((place) => place.page === page)
      .map(
        ({ box }) =>
          html`<rect
            data-field="${field}"
            x="${(box.left - air).toFixed(4)}"
            y="${(box.top - air / 2).toFixed(4)}"
            width="${(box.right - box.left + 2 * air).toFixed(4)}"
            height="${(box.bottom - box.top + air).toFixed(4)}"
          />`,
      ),
  );
