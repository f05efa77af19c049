import type { Triage } from '../../domain/triage.ts';
import { fold } from '../../domain/text/facts/fact.ts';
import type { Intent } from './intents.ts';

/** How soon a person should look. `deadline` and `today` as `YYYY-MM-DD`. */
export function findUrgency(text: string, intent: Intent, deadline: string | null, today: string): Triage['urgency'] {
  if (intent === 'emergency' || (intent === 'complaint' && anger.test(fold(text)))) return 'high';
  if (pressing.test(fold(text)) && intent !== 'solicitation') return 'high';
  if (deadline && dayNumber(deadline) - dayNumber(today) <= 1) return 'high';
  return intent === 'thanks' || intent === 'solicitation' || intent === 'application' ? 'low' : 'normal';
}

const anger =
  / (?:colere|inadmissible|inacceptable|mecontent\p{L}*|scandal\p{L}+|pas contente?|avocat|60 millions|avis google|honte\p{L}*) /u;
const pressing = / (?:urgent|urgente|urgence|au plus vite|tres vite|asap|urgently|plus de chauffage|sans chauffage) /u;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
