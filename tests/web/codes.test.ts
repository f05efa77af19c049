import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bounceCodes } from '../../src/domain/mail/bounce.ts';
import { DecisionKind, redraftReasons, RejectReason } from '../../src/domain/proposal.ts';
import { DeliveryState } from '../../src/web/api/schemas.ts';
import { settlements } from '../../src/web/deps.ts';
import { wordsOf } from '../../src/web/locale.ts';
import consoleWords from '../../src/web/locales/console.fr.json' with { type: 'json' };
import words from '../../src/web/locales/fr.json' with { type: 'json' };
import { sourceFiles } from '../structure/imports.ts';

const files = await sourceFiles('src');
const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));

/** Every literal that the pattern's first group catches, in files whose path begins with one of `places`. */
const found = (pattern: RegExp, places: string[] = ['src/']): string[] => [
  ...new Set(
    texts
      .filter(({ file }) => places.some((place) => file.startsWith(place)))
      .flatMap(({ text }) => Array.from(text.matchAll(pattern), ([, code = '']) => code)),
  ),
];

const without = (family: string, codes: Iterable<string>): string[] =>
  [...codes].filter((code) => !(`${family}.${code}` in words));

const thrown = /\b(?:AppError|FinalError|UnavailableError|StaleError|unreachable)\(\s*'([a-z-]+)'/gu;
const atTheConsole = [
  'src/command-line.ts',
  'src/config.ts',
  'src/office.ts',
  'src/import-mail.ts',
  'src/sign-in-link.ts',
  'src/store/embedded',
  'src/store/migrate.ts',
  'src/store/secrets.ts',
  'src/connectors/folder',
  'src/connectors/smtp-receiver',
  'src/agents/prompt.ts',
];

test('every error that can stop a command has its sentence on the console', () => {
  const codes = found(thrown, atTheConsole);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !(`error.${code}` in consoleWords))).toEqual([]);
});

test('every error that can end a job or a page has its words in the view', () => {
  const elsewhere = files.filter((file) => !atTheConsole.some((place) => file.startsWith(place)));
  const codes = found(thrown, elsewhere);
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => !(`error.${code}` in words) && !(`reason.${code}` in words))).toEqual([]);
  expect(without('error', found(/\bPageError\(\d+, '([a-z-]+)'/gu))).toEqual([]);
  expect(without('error', found(/\brefuse\((?:\d+, )?'([a-z-]+)'/gu, ['src/web/pages/']))).toEqual([]);
});

test('every reason of a state has its words', () => {
  const reasons = [
    ...found(/\bstateReason(?:: | = )'([a-z-]+)'/gu),
    ...found(/\breason(?:: | = )'([a-z-]+)'/gu, ['src/queues/', 'src/connectors/smtp', 'src/connectors/imap']),
    ...found(/\breturn (?:.* \? )?'((?:imap|smtp)-[a-z]+)'/gu),
    ...found(/ : '((?:imap|smtp)-[a-z]+)'/gu),
    ...found(/\bunreadable(?:: | = )'([a-z-]+)'/gu),
    ...found(/\bsettle\(message, '([a-z-]+)'/gu),
    ...found(/'(answered|newer-message)'/gu),
    ...found(/'(oauth-[a-z-]+)'/gu),
    ...found(/\bunavailable\('([a-z-]+)'/gu).map((reason) => `model-unavailable-${reason}`),
    ...found(/\bunusable\('([a-z-]+)'/gu).map((reason) => `model-unusable-${reason}`),
    ...found(/'model-unusable', \{ reason: '([a-z-]+)'/gu).map((reason) => `model-unusable-${reason}`),
    ...found(/^ {2}'?([a-z-]+)'?: \{ action:/gmu, ['src/queues/triage-by-code.ts']).map((kind) => `automatic-${kind}`),
    ...RejectReason.options.filter((each) => !redraftReasons.includes(each)).map((reason) => `rejected-${reason}`),
    ...['ignore', 'notify'].map((action) => `triage-${action}`),
    ...bounceCodes.map((code) => `bounce-${code}`),
    ...found(/\? '([a-z-]+)' : null\)/gu, ['src/queues/prepare-answer.ts']),
    ...found(/type Sent = '([a-z]+)' \| 'sent-back'/gu),
    'sent-back',
  ];
  expect(reasons.length).toBeGreaterThan(40);
  expect(without('reason', new Set(reasons))).toEqual([]);
});

test('every line of a mailbox’s proof has its words', () => {
  const codes = found(/^ {2}\| '([a-z-]+)'/gmu, ['src/domain/mail/proof.ts']);
  expect(codes.length).toBeGreaterThan(20);
  expect(without('proof', codes)).toEqual([]);
});

test('every line of the journal has its words', () => {
  const actions = [
    ...found(/\baction: '([a-z]+(?:-[a-z]+)+)'/gu, ['src/queues/', 'src/web/', 'src/store/']),
    ...found(/\bjournal\('([a-z-]+)'\)/gu),
    ...found(/'(mail-[a-z]+)'/gu, ['src/store/deliveries.ts']),
    ...found(/\bwrite\(q, \w+, by, '([a-z-]+)'/gu),
    ...DeliveryState.options.map((state) => `mail-${state}`),
    ...['settled', 'waiting', 'refused', 'failed'].map((state) => `message-${state}`),
    ...DecisionKind.options.map((kind) => `decision-${kind}`),
    ...settlements.map((what) => `delivery-settled-${what}`),
  ];
  expect(actions.length).toBeGreaterThan(20);
  expect(without('journal', new Set(actions))).toEqual([]);
});

test('a server’s own words are quoted; an unknown shade of a known reason says what is known', () => {
  expect(wordsOf.fr.say('reason', '550 5.1.1 No such user')).toBe(
    'réponse du serveur\u00A0: «\u202F550 5.1.1 No such user\u202F»',
  );
  expect(wordsOf.fr.say('reason', 'outbox-eio')).toContain('boîte d’envoi locale');
  expect(wordsOf.fr.say('reason', 'model-unavailable-odd')).toContain('nouvel essai automatique');
  expect(wordsOf.fr.say('reason', 'never-heard-of')).toBe('never-heard-of');
});
