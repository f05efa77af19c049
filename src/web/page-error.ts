import { AppError } from '../domain/errors.ts';

export type PageStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503;

/** An expected refusal that a page or the API answers with `status` and the sentence `error.<code>`. */
export class PageError extends AppError {
  readonly status: PageStatus;

  constructor(status: PageStatus, code: string, params: Record<string, string> = {}) {
    super(code, params);
    this.status = status;
  }
}
