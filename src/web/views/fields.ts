import { html } from 'hono/html';
import type { ClientForm, FormErrors } from '../server-form.ts';
import type { Html } from '../view.ts';

interface FieldOptions {
  type?: string;
  hint?: string;
  required?: boolean;
  autocomplete?: string;
  placeholder?: string;
  inputmode?: string;
}

/** Labelled fields over what was typed, each with its error or its hint tied to it. */
export const createFields = (form: ClientForm, errors: FormErrors) => ({
  /** The first field to put right takes the focus. */
  field(
    name: string,
    label: string,
    {
      type = 'text',
      hint,
      required = false,
      autocomplete = 'off',
      placeholder = '',
      inputmode = '',
    }: FieldOptions = {},
  ): Html {
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
        ${inputmode ? html` inputmode="${inputmode}"` : ''}${required ? html` required` : ''}${state(errors, name, hint)}
      />${note(errors, name, hint)}
    </div>`;
  },

  area(name: string, label: string, rows: number, hint: string): Html {
    return html`<div class="field">
      <label for="${name}">${label}</label
      ><textarea id="${name}" name="${name}" rows="${rows}" ${state(errors, name, hint)}>${form[name] ?? ''}</textarea
      >${note(errors, name, hint)}
    </div>`;
  },

  select(name: string, label: string, options: readonly (readonly [string, string])[], hint?: string): Html {
    return html`<div class="field">
      <label for="${name}">${label}</label
      ><select id="${name}" name="${name}" ${state(errors, name, hint)}>
        ${options.map(([value, text]) => html`<option value="${value}" ${(form[name] ?? '') === value ? html` selected` : ''}>${text}</option>`)}</select
      >${note(errors, name, hint)}
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

const state = (errors: FormErrors, name: string, hint?: string): Html => {
  const error = errors[name];
  const first = error !== undefined && name === Object.keys(errors)[0];
  return html`${error ? html` aria-invalid="true"` : ''}${first ? html` autofocus` : ''}${error || hint ? html` aria-describedby="${name}-hint"` : ''}`;
};

const note = (errors: FormErrors, name: string, hint?: string): Html => {
  const error = errors[name];
  if (error) return html`<p class="error" id="${name}-hint">${error}</p>`;
  return hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : html``;
};
