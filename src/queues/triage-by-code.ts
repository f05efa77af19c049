import type { AutomaticKind } from '../domain/mail.ts';
import type { Category, Triage } from '../domain/triage.ts';

const settled: Record<AutomaticKind, { action: Triage['action']; category: Category }> = {
  newsletter: { action: 'ignore', category: 'newsletter' },
  'auto-reply': { action: 'ignore', category: 'notification' },
  bounce: { action: 'notify', category: 'notification' },
  notification: { action: 'notify', category: 'notification' },
  receipt: { action: 'ignore', category: 'notification' },
  own: { action: 'ignore', category: 'other' },
};

/** What code alone says of automatic mail (RFC 3834): it is never answered, and no model reads it. */
export const triageByCode = (kind: AutomaticKind, subject: string): Triage => ({
  ...settled[kind],
  urgency: kind === 'bounce' ? 'normal' : 'low',
  asks: [],
  deadline: null,
  summary: subject.slice(0, 240),
});
