import { expect, test } from 'vitest';
import { goesRound, LOOP_WINDOW_MS, type Exchanged } from '../../../src/domain/mail/loop.ts';

const robot = { name: '', address: 'support@robot.example' };
const office = { name: '', address: 'contact@plomberie-martin.example' };
const noon = Date.parse('2026-11-24T12:00:00Z');
const at = (minutes: number) => new Date(noon + minutes * 60_000);
const from = (text: string, minutes: number, change: Partial<Exchanged> = {}): Exchanged => ({
  direction: 'in',
  ours: false,
  from: robot,
  to: [office],
  cc: [],
  replyTo: [],
  readingText: text,
  receivedAt: at(minutes),
  ...change,
});
const toThem = (minutes: number, change: Partial<Exchanged> = {}): Exchanged =>
  from('Bonjour', minutes, { direction: 'out', ours: true, from: office, to: [robot], ...change });
const ticket = (n: number) => `Merci ! Votre demande n° ${n} sera traitée par la prochaine personne disponible.`;

test('the same words again after an answer of ours are a loop, whatever the number of the ticket', () => {
  expect(goesRound(from(ticket(2), 0), [from(ticket(1), -20), toThem(-1)])).toBe(true);
  expect(goesRound(from(ticket(2), 0), [from(ticket(1), -600), toThem(-1)])).toBe(true);
});

test('three answers within the hour are a loop, whatever is said', () => {
  expect(goesRound(from('Autre chose', 0), [toThem(-3), toThem(-2), toThem(-1)])).toBe(true);
  expect(goesRound(from('Autre chose', 0), [toThem(-2), toThem(-1)])).toBe(false);
});

test('a machine that answers before we have noted ours is known', () => {
  expect(goesRound(from(ticket(2), 0), [from(ticket(1), -20), toThem(0.01)])).toBe(true);
});

test.each([
  ['nothing of ours went out', from(ticket(2), 0), [from(ticket(1), -20)]],
  ['ours is older than the window', from(ticket(2), 0), [from(ticket(1), -90), toThem(-LOOP_WINDOW_MS / 60_000 - 1)]],
  ['ours went to somebody else', from(ticket(2), 0), [from(ticket(1), -20), toThem(-1, { to: [office] })]],
  [
    'somebody else said it',
    from(ticket(2), 0),
    [from(ticket(1), -20, { from: { name: '', address: 'x@y.example' } }), toThem(-1)],
  ],
  ['it only claims to be ours', from(ticket(2), 0), [from(ticket(1), -20), toThem(-1, { ours: false })]],
  ['a person says a short thing twice', from('Oui, merci !', 0), [from('Oui, merci !', -20), toThem(-1)]],
  ['other words', from(`${ticket(2)} Et aussi : combien ?`, 0), [from(ticket(1), -20), toThem(-1)]],
  ['it was said only later', from(ticket(2), 0), [from(ticket(1), 1), toThem(-1)]],
  ['nobody', from(ticket(2), 0, { from: null }), [toThem(-3), toThem(-2), toThem(-1)]],
])('no loop: %s', (_case, mail, before) => {
  expect(goesRound(mail, before)).toBe(false);
});

test('a copy of ours, or one to where answers are wanted, counts', () => {
  const desk = { name: '', address: 'guichet@robot.example' };
  expect(goesRound(from(ticket(2), 0), [from(ticket(1), -20), toThem(-1, { to: [office], cc: [robot] })])).toBe(true);
  expect(goesRound(from(ticket(2), 0, { replyTo: [desk] }), [from(ticket(1), -9), toThem(-1, { to: [desk] })])).toBe(
    true,
  );
});
