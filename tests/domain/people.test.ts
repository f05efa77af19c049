import { expect, test } from 'vitest';
import { parsePeople, showPeople } from '../../src/domain/people.ts';

test('people are written one a line, each in his way, and shown again', () => {
  const text = 'Marc Dupont, gérant, Marc@dupont.example\n\n  Élodie <elodie@dupont.example>\nateliers@dupont.example';
  const { people } = parsePeople(text);
  expect(people).toEqual([
    { name: 'Marc Dupont', role: 'gérant', email: 'marc@dupont.example' },
    { name: 'Élodie', role: '', email: 'elodie@dupont.example' },
    { name: '', role: '', email: 'ateliers@dupont.example' },
  ]);
  expect(parsePeople(showPeople(people ?? [])).people).toEqual(people);
});

test.each(['Marc Dupont, gérant', 'a@x.example, b@x.example', 'marc@dupont'])('“%s” names nobody for sure', (line) => {
  expect(parsePeople(`Élodie, elodie@dupont.example\n${line}`)).toEqual({ people: null, wrong: line });
});
