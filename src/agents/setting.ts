import type { TriageInput } from '../domain/agent.ts';
import { createReferences } from '../tools/references.ts';
import { firstOfMonth, showMessage, showMoment, type Showing } from '../tools/show.ts';
import { createNonce, untrusted } from './untrusted.ts';

/** Messages before the one in work, shown without asking; a tool reads the rest. */
const earlierShown = 4;
/** Days ahead named with their date, so that "mardi prochain" needs no arithmetic. */
const calendarDays = 14;
const dayMs = 86_400_000;

/** What every prompt about a message is filled with, and how this run shows things. */
export interface Setting {
  showing: Showing;
  values: Record<string, string>;
}

export function setScene({ client, now, message, thread }: TriageInput): Setting {
  const nonce = createNonce();
  const { timeZone, people, trade, instructions } = client.profile;
  const showing: Showing = {
    references: createReferences(client.id),
    timeZone,
    untrusted: (text) => untrusted(text, nonce),
  };
  const earlier = thread.filter((one) => one.id !== message.id).slice(-earlierShown);
  return {
    showing,
    values: {
      nonce,
      client_name: client.name,
      trade: trade || '-',
      people: people.map((person) => `- ${person.name}, ${person.role}`).join('\n') || '-',
      instructions: instructions || '-',
      today: showMoment(now, timeZone),
      calendar: calendar(now, timeZone),
      thread: earlier.map((one) => showing.untrusted(showMessage(one, showing))).join('\n\n') || '-',
      message: showing.untrusted(showMessage(message, showing)),
    },
  };
}

function calendar(now: Date, timeZone: string): string {
  const words = new Intl.DateTimeFormat('fr-FR', { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
  // Sweden writes dates the ISO way.
  const iso = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const days = Array.from({ length: calendarDays }, (_, index) => new Date(now.getTime() + index * dayMs));
  return days.map((day) => `${firstOfMonth(words.format(day))} = ${iso.format(day)}`).join(' ; ');
}
