import { expect, test } from 'vitest';
import { listAddressesOf } from '../../../src/domain/mail/list.ts';

const at = (address: string) => [{ name: '', address }];
const none = { headers: {}, to: [], cc: [], replyTo: [] };

test.each([
  ['no list', { to: at('contact@leguen.example') }, []],
  ['List-Post', { headers: { 'list-post': ['<mailto:Asso@Listes.example?subject=x>'] } }, ['asso@listes.example']],
  ['List-Post: NO', { headers: { 'list-post': ['NO'] } }, []],
  [
    'percent signs',
    { headers: { 'list-post': ['<mailto:asso%2Btous@listes.example>'] } },
    ['asso+tous@listes.example'],
  ],
  ['broken percent signs', { headers: { 'list-post': ['<mailto:100%@listes.example>'] } }, ['100%@listes.example']],
  [
    'the recipient after whom List-Id is named',
    {
      headers: { 'list-id': ['Les voisins <asso.listes.example>'] },
      to: at('Asso@listes.example'),
      cc: at('b@x.example'),
    },
    ['asso@listes.example'],
  ],
  [
    'a Reply-To turned to the list',
    { headers: { 'list-id': ['<asso.listes.example>'] }, replyTo: at('asso@listes.example') },
    ['asso@listes.example'],
  ],
  [
    'a List-Id that is nobody’s address',
    { headers: { 'list-id': ['<news.boutique.example>'] }, to: at('contact@leguen.example') },
    [],
  ],
])('%s', (_name, mail, addresses) => {
  expect(listAddressesOf({ ...none, ...mail })).toEqual(addresses);
});
