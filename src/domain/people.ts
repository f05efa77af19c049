import type { Person } from './client.ts';

/** A small business has its people; more is a directory. */
export const MAX_PEOPLE = 50;

/**
 * One person a line, as people write it: “Marc Dupont, gérant, marc@dupont.example” or “Marc <marc@dupont.example>”. `wrong` is
 * the first line without one address.
 */
export function parsePeople(text: string): { people: Person[]; wrong: null } | { people: null; wrong: string } {
  const lines = text.split('\n').map((line) => line.replaceAll(/\s+/gu, ' ').trim());
  const people: Person[] = [];
  for (const line of lines.filter((each) => each !== '')) {
    const [email, ...more] = line.match(/[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+/gu) ?? [];
    if (!email || more.length > 0 || line.length > MAX_LINE) return { people: null, wrong: line.slice(0, MAX_LINE) };
    const words = line
      .replace(email, '')
      .replaceAll(/[<>"]/gu, '')
      .split(/[,;]/u)
      .map((word) => word.trim());
    const [name = '', ...role] = words.filter((word) => word !== '');
    people.push({ name, role: role.join(', '), email: email.toLowerCase() });
  }
  return { people: [...new Map(people.map((person) => [person.email, person])).values()], wrong: null };
}

/** The same lines again. */
export const showPeople = (people: readonly Person[]): string =>
  people.map(({ name, role, email }) => [name, role, email].filter((part) => part !== '').join(', ')).join('\n');

const MAX_LINE = 400;
