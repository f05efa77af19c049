import * as z from 'zod';

export const Category = z.enum([
  'request',
  'quote',
  'appointment',
  'order',
  'document',
  'invoice',
  'payment',
  'complaint',
  'administrative',
  'recruitment',
  'solicitation',
  'newsletter',
  'notification',
  'fraud',
  'other',
]);
export type Category = z.infer<typeof Category>;

export const Action = z.enum(['ignore', 'notify', 'respond']);
export const Urgency = z.enum(['low', 'normal', 'high']);

/** What a message wants. `notify`: a person should know, nothing is to be answered. */
export const Triage = z.object({
  action: Action,
  category: Category,
  urgency: Urgency,
  /** Each distinct ask, in the secretary's language, at most a line each. */
  asks: z.array(z.string()).max(20),
  /** Calendar day `YYYY-MM-DD` in the client's time zone, or null. */
  deadline: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
  /** One line, in the secretary's language. */
  summary: z.string().max(240),
});
export type Triage = z.infer<typeof Triage>;
