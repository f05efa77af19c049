import { html } from 'hono/html';
import type { ClientForm, FormErrors } from '../server-form.ts';
import type { Html } from '../view.ts';

interface FieldOptions {
  type?: string;
  hint?: string;
  required?: boolean;
  autocomplete?: string;
  placeholder?: string;
}

/** Labelled fields over what was typed, each with its error or its hint tied to it. */
export const createFields = (form: ClientForm, errors: FormErrors) => ({
  /** The first field to put right takes the focus. */
  field(
    name: string,
    label: string,
    { type = 'text', hint, required = false, autocomplete = 'off', placeholder = '' }: FieldOptions = {},
  ): Html {
    const error = errors[name];
    const value = type === 'password' ? '' : (form[name] ?? '');
    return html`<div class="field">
      <label for="${name}">${label}</label
      ><input
        id="${name}"
        name="${name}"
        type="${type}"
        value="${value}"
        autocomplete="${autocomplete}"
        placeholder="${placeholder}"
        ${required ? html` required` : ''}${error ? html` aria-invalid="true"` : ''}${error && name === Object.keys(errors)[0] ? html` autofocus` : ''}${error || hint ? html` aria-describedby="${name}-hint"` : ''}
      />${error ? html`<p class="error" id="${name}-hint">${error}</p>` : hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    </div>`;
  },

  radio(name: string, value: string, label: string, hint: string): Html {
    return html`<label class="choice"
      ><input type="radio" name="${name}" value="${value}" ${form[name] === value ? html` checked` : ''} /><span
        ><strong>${label}</strong><small>${hint}</small></span
      ></label
    >`;
  },
});
