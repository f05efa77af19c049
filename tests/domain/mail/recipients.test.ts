import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_RECIPIENTS, isUnattended, recipientsOf, type Answered } from '../../../src/domain/mail/recipients.ts';
import { addressKey } from '../../../src/domain/mail/address.ts';
import type { Address } from '../../../src/domain/mail.ts';

const ours = {
  own: ['contact@leguen.example', 'devis@leguen.example', 'leguen-9f3a@recu.example'],
  people: ['sophie@leguen.example', 'yann.leguen@orange.fr'],
};

/** 'Nom <a@b.example>, c@d.example' */
const people = (text: string): Address[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const named = /^(.*?) ?<(.+)>$/u.exec(each);
      return { name: named?.[1] ?? '', address: named?.[2] ?? each };
    });
const shown = (list: Address[]) =>
  list.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ');

interface Mail {
  from?: string;
  replyTo?: string;
  to?: string;
  cc?: string;
  out?: boolean;
  forwardedBy?: string;
  lists?: string[];
}
const answered = ({ from = 'Ana <ana@client.example>', to = 'contact@leguen.example', ...mail }: Mail): Answered => ({
  direction: mail.out ? 'out' : 'in',
  from: people(from)[0] ?? null,
  replyTo: people(mail.replyTo ?? ''),
  to: people(to),
  cc: people(mail.cc ?? ''),
  forwardedBy: people(mail.forwardedBy ?? '')[0] ?? null,
  listAddresses: mail.lists ?? [],
});

const ana = 'Ana <ana@client.example>';
const many = Array.from({ length: MAX_RECIPIENTS + 1 }, (_, at) => `p${at}@foule.example`).join(', ');

test.each<[string, Mail, string, string, string | null]>([
  ['a person writes to us', {}, ana, '', null],
  ['Reply-To is honoured', { replyTo: 'bureau@client.example' }, 'bureau@client.example', '', null],
  [
    'every address of Reply-To',
    { replyTo: 'a@client.example, b@client.example' },
    'a@client.example, b@client.example',
    '',
    null,
  ],
  [
    'Reply-To elsewhere is honoured too (the gate warns)',
    { replyTo: 'x@ailleurs.example' },
    'x@ailleurs.example',
    '',
    null,
  ],
  ['a Reply-To that leads back to us is not', { replyTo: 'contact@leguen.example' }, ana, '', null],
  ['a form of our own site answers its visitor', { from: 'contact@leguen.example', replyTo: ana }, ana, '', null],
  [
    'everybody else in Cc, once',
    { to: 'contact@leguen.example, B <b@client.example>', cc: 'b@client.example, c@x.example' },
    ana,
    'B <b@client.example>, c@x.example',
    null,
  ],
  ['the sender who copied himself gets it once', { cc: 'ANA@client.example' }, ana, '', null],
  ['case does not make two', { cc: 'b@Client.example, B@client.EXAMPLE' }, ana, 'b@client.example', null],
  ['a plus tag does', { cc: 'ana+devis@client.example' }, ana, 'ana+devis@client.example', null],
  ['all our addresses are nowhere', { cc: 'DEVIS@leguen.example, leguen-9f3a@recu.example' }, ana, '', null],
  [
    'our people keep the copy they had',
    { cc: 'Sophie <sophie@leguen.example>' },
    ana,
    'Sophie <sophie@leguen.example>',
    null,
  ],
  [
    'our people in To are copied, never promoted',
    { to: 'contact@leguen.example, sophie@leguen.example' },
    ana,
    'sophie@leguen.example',
    null,
  ],
  [
    'one of our people who writes is answered',
    { from: 'Sophie <sophie@leguen.example>' },
    'Sophie <sophie@leguen.example>',
    '',
    null,
  ],
  [
    'who forwarded it gets nothing, in To or in Cc',
    {
      to: 'sophie@leguen.example',
      cc: 'c@client.example, yann.leguen@orange.fr',
      forwardedBy: 'sophie@leguen.example',
    },
    ana,
    'c@client.example, yann.leguen@orange.fr',
    null,
  ],
  ['a forward whose block names nobody else', { to: '', forwardedBy: 'yann.leguen@orange.fr' }, ana, '', null],
  ['a list is not answered', { to: 'asso@listes.example', lists: ['asso@listes.example'] }, ana, '', null],
  [
    'nor by its Reply-To',
    {
      to: 'asso@listes.example, contact@leguen.example',
      replyTo: 'Asso@listes.example',
      lists: ['asso@listes.example'],
    },
    ana,
    '',
    null,
  ],
  [
    'a list that rewrites From leaves its author in Reply-To',
    {
      from: 'Ana via Asso <asso@listes.example>',
      replyTo: `asso@listes.example, ${ana}`,
      to: 'asso@listes.example',
      lists: ['asso@listes.example'],
    },
    ana,
    '',
    null,
  ],
  [
    'a list that hides its author: nobody, and the gate asks',
    { from: 'asso@listes.example', to: 'asso@listes.example', lists: ['asso@listes.example'] },
    '',
    '',
    null,
  ],
  [
    'robots get no copy',
    { cc: 'no-reply@boutique.example, noreply+12@boutique.example, c@x.example' },
    ana,
    'c@x.example',
    null,
  ],
  [
    'a robot that writes can only be answered at its address',
    { from: 'ne-pas-repondre@edf.example' },
    'ne-pas-repondre@edf.example',
    '',
    null,
  ],
  ['undisclosed recipients: the sender', { to: '' }, ana, '', null],
  ['copied blindly: the sender alone', { to: 'b@client.example', cc: 'c@client.example' }, ana, '', 'blind-copy'],
  [
    'by an alias of our domain it is no blind copy',
    { to: 'atelier@leguen.example, b@client.example' },
    ana,
    'atelier@leguen.example, b@client.example',
    null,
  ],
  [
    'by a redirect of one of our people neither',
    { to: 'yann.leguen@orange.fr', cc: 'b@client.example' },
    ana,
    'yann.leguen@orange.fr, b@client.example',
    null,
  ],
  ['a neighbour at the same provider says nothing', { to: 'voisin@orange.fr' }, ana, '', 'blind-copy'],
  ['among very many: the sender alone', { cc: many }, ana, '', 'too-many'],
  [
    'a follow-up goes to whom we wrote',
    { out: true, from: 'contact@leguen.example', to: ana, cc: 'b@client.example, sophie@leguen.example' },
    ana,
    'b@client.example, sophie@leguen.example',
    null,
  ],
  [
    'a follow-up does not come back to us',
    { out: true, from: 'contact@leguen.example', to: `${ana}, devis@leguen.example` },
    ana,
    '',
    null,
  ],
  ['nobody at all', { from: '', to: '' }, '', '', null],
  [
    'an accented domain and its wire form are one',
    { from: 'ana@café.example', cc: 'ana@xn--caf-dma.example' },
    'ana@xn--caf-dma.example',
    '',
    null,
  ],
])('%s', (_name, mail, to, cc, leftOut) => {
  const found = recipientsOf(answered(mail), ours);
  expect([shown(found.to), shown(found.cc), found.leftOut]).toEqual([to, cc, leftOut]);
});

test('a provider of ours makes no neighbour a colleague, a domain of ours does', () => {
  const atProvider = { own: ['plombier@orange.fr'], people: [] };
  expect(recipientsOf(answered({ to: 'voisin@orange.fr, b@x.example' }), atProvider).leftOut).toBe('blind-copy');
});

test('a name of kilobytes is cut, at a whole character', () => {
  const [first] = recipientsOf(answered({ from: `${'😀'.repeat(5000)} <ana@client.example>` }), ours).to;
  expect(first?.name.length).toBeLessThanOrEqual(120);
  expect(first?.name.isWellFormed()).toBe(true);
});

test.each([
  'no-reply@x.example',
  'noreply@x',
  'do-not-reply@x',
  'DoNotReply@x',
  'nepasrepondre@x',
  'ne_pas_repondre@x',
  'no-reply-compta@x',
])('%s says that nobody reads it', (address) => expect(isUnattended(address)).toBe(true));
test.each(['contact@x', 'noel@x', 'nora.reply@x', 'denoreply@x', 'reponse@x'])('%s does not', (address) =>
  expect(isUnattended(address)).toBe(false),
);

test('whatever a message names: nobody twice, nobody of ours in it, never a list, at most so many', () => {
  const pool = ['ana@client.example', 'ANA@client.example', 'b@x.example', 'no-reply@x.example', 'asso@listes.example'];
  const someone = fc.constantFrom(...pool, ...ours.own, ...ours.people, 'c@café.example', 'c@xn--caf-dma.example', '');
  const list = fc.array(
    someone.map((address) => ({ name: '', address })),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(
      fc.record({
        direction: fc.constantFrom('in' as const, 'out' as const),
        from: fc.option(someone.map((address) => ({ name: '', address }))),
        replyTo: list,
        to: list,
        cc: list,
        forwardedBy: fc.option(fc.constant({ name: '', address: 'sophie@leguen.example' })),
        listAddresses: fc.constantFrom<string[]>([], ['asso@listes.example']),
      }),
      (mail) => {
        const { to, cc } = recipientsOf(mail, ours);
        const keys = [...to, ...cc].map(({ address }) => addressKey(address));
        expect(new Set(keys).size).toBe(keys.length);
        const never = [...ours.own, ...mail.listAddresses, ...(mail.forwardedBy ? [mail.forwardedBy.address] : []), ''];
        expect(keys.filter((key) => never.map(addressKey).includes(key))).toEqual([]);
        expect(keys.length).toBeLessThanOrEqual(MAX_RECIPIENTS);
      },
    ),
    { numRuns: 2000 },
  );
});
