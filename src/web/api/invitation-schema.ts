import * as z from 'zod';

const Person = z.object({ name: z.string(), address: z.string() });

export const Invitation = z.object({
  method: z.enum(['request', 'cancel', 'reply', 'counter', 'publish', 'other']),
  uid: z.string(),
  sequence: z.number(),
  summary: z.string(),
  location: z.string(),
  description: z.string(),
  start: z.string().nullable(),
  end: z.string().nullable(),
  timeZone: z.string().nullable(),
  recurrence: z.string().nullable(),
  occurrence: z.string().nullable(),
  organizer: Person.nullable(),
  attendees: z.array(Person.extend({ answer: z.enum(['accepted', 'declined', 'tentative', 'open']) })),
  earlier: z.object({ start: z.string().nullable(), end: z.string().nullable(), location: z.string() }).nullable(),
});
