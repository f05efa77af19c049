import { findGaps } from '../gap.ts';
import { calendarDay, findFacts } from '../text/facts.ts';
import type { Fact } from '../text/facts/fact.ts';
import { isSupported, readSupport } from '../text/trusted.ts';
import type { Check, GateContext } from './context.ts';
import { excerpt } from './excerpt.ts';
import type { Finding } from './finding.ts';

/** More than a person would read one by one. */
const most = 30;

const codes: Partial<Record<Fact['kind'], string>> = {
  link: 'link-unsupported',
  email: 'email-unsupported',
  phone: 'phone-unsupported',
  iban: 'iban-unsupported',
};

/**
 * Every fact of the body stands in a text of this client, whatever the draft's author claimed. An IBAN needs more: what
 * came by mail is no source for an account number.
 */
export const facts: Check = (context) => {
  const { client, content, now } = context;
  const { timeZone } = client.profile;
  const found = unique(findFacts(withoutGaps(content.body), now, timeZone));
  const accounts = found.filter(({ kind }) => kind === 'iban');
  const others = found.filter(({ kind }) => kind !== 'iban');
  const missing = [
    ...missingFrom(accounts, context, context.trusted.filter(isOwn)),
    ...missingFrom(others, context, context.trusted),
  ];
  return missing.slice(0, most).map(say);
};

function missingFrom(found: Fact[], context: GateContext, sources: GateContext['trusted']): Fact[] {
  if (found.length === 0) return [];
  const given = givenKeys(context);
  const texts = sources.map(({ text }) => text);
  const support = readSupport(texts, context.now, context.client.profile.timeZone);
  return found.filter((fact) => !given.has(fact.key) && !isSupported(fact, support));
}

function say({ kind, text }: Fact): Finding {
  const code = codes[kind] ?? 'fact-unsupported';
  const evidence: Record<string, string> = { text: excerpt(text) };
  if (code === 'fact-unsupported') evidence['kind'] = kind;
  return { check: 'facts', code, level: kind === 'iban' ? 'stop' : 'warn', evidence };
}

const isOwn = ({ kind }: GateContext['trusted'][number]): boolean => kind !== 'message' && kind !== 'document';

/** A gap's label is a question, not a fact. Same length: nothing moves. */
export function withoutGaps(body: string): string {
  return findGaps(body).reduce(
    (text, { start, end }) => text.slice(0, start) + '\n'.repeat(end - start) + text.slice(end),
    body,
  );
}

/** What code knows without any text: the day, the days of the message, the addresses of the thread. */
function givenKeys({ client, now, message, participants, content }: GateContext): Set<string> {
  const { timeZone } = client.profile;
  const days = [now, ...(message ? [message.date] : [])].map((date) => `date:${calendarDay(date, timeZone)}`);
  const people = [...participants, ...content.to, ...content.cc].map(({ address }) => `email:${address.toLowerCase()}`);
  return new Set([...days, ...people, `email:${client.address.toLowerCase()}`]);
}

function unique(found: Fact[]): Fact[] {
  const byKey = new Map<string, Fact>();
  for (const fact of found) if (!byKey.has(fact.key)) byKey.set(fact.key, fact);
  return [...byKey.values()];
}
