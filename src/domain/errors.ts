/**
 * An error whose `code` is stable: the view translates `error.<code>`, the API returns it, logs count it.
 * `params` fill the translated sentence; they never hold a secret or a body.
 */
export class AppError extends Error {
  readonly code: string;
  readonly params: Record<string, string>;

  constructor(code: string, params: Record<string, string> = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = new.target.name;
    this.code = code;
    this.params = params;
  }
}

/** What was asked for can never succeed as it stands: a retry would only repeat it. */
export class FinalError extends AppError {}

/** The other side did not answer or was busy: the same call may succeed later. */
export class UnavailableError extends AppError {}

/** Somebody else changed it first; `params` say what. */
export class StaleError extends AppError {}
