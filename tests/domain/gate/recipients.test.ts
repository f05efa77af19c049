import { expect, test } from 'vitest';
import { recipients } from '../../../src/domain/gate/recipients.ts';
import { blocking } from '../../../src/domain/gate/lane.ts';
import { content, gateContext, incoming } from './context.ts';

const at = (...addresses: string[]) => addresses.map((address) => ({ name: '', address }));
const answered = { ...incoming(), direction: 'in' as const, replyTo: [], forwardedBy: null, listAddresses: [] };
const codes = (changes: Parameters<typeof gateContext>[0]) => recipients(gateContext(changes)).map(({ code }) => code);
const sender = answered.from.address;

test.each([
  ['the correspondent', at(sender), []],
  ['nobody', [], ['recipient-missing']],
  ['a domain with an accent', at('a@exemple-é.example'), ['recipient-new']],
  ['an accent before the at sign', at('josé@exemple.example'), ['recipient-accents']],
  ['a domain that is none', at('a@é..example'), ['recipient-invalid']],
  ['a robot', at('no-reply@correspondant.example'), ['recipient-unattended']],
  ['a crowd', at(...Array.from({ length: 51 }, (_, n) => `p${n}@x.example`)), ['recipient-too-many']],
])('%s', (_name, to, found) => {
  expect(codes({ content: content({ to }) })).toEqual(found);
});

test('what cannot leave blocks', () => {
  const accents = recipients(gateContext({ content: content({ to: at('josé@exemple.example') }) }));
  const crowd = at(...Array.from({ length: 51 }, (_, n) => `p${n}@x.example`));
  const many = recipients(gateContext({ content: content({ cc: crowd }) }));
  expect(blocking([...accents, ...many])).toHaveLength(2);
});

test('the list that carried the mail is answered with open eyes', () => {
  const list = { ...answered, listAddresses: ['asso@listes.example'] };
  expect(codes({ answered: list, content: content({ to: at('Asso@listes.example') }) })).toEqual(['recipient-list']);
});

test.each([
  ['of another domain', at('h.roy@ailleurs.example'), ['reply-to-mismatch']],
  ['of a subdomain', at('h.roy@bureau.correspondant.example'), []],
  ['of our own', at('contact@leguen.example'), []],
])('a Reply-To %s', (_name, replyTo, found) => {
  expect(
    codes({ answered: { ...answered, replyTo }, content: content({ to: replyTo }) }).filter(
      (code) => code !== 'recipient-new',
    ),
  ).toEqual(found);
});

test('a Reply-To that the person has taken out warns no more', () => {
  expect(codes({ answered: { ...answered, replyTo: at('h.roy@ailleurs.example') } })).toEqual([]);
});

test('who was left out is said until the person adds somebody', () => {
  const blind = { ...answered, to: at('autre@client.example') };
  expect(codes({ answered: blind })).toEqual(['copies-blind-copy']);
  expect(codes({ answered: blind, content: content({ cc: at(sender) }) })).toEqual([]);
});
