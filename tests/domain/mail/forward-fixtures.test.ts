import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseMail } from '../../../src/connectors/mime.ts';
import { Profile, type Client } from '../../../src/domain/client.ts';
import { senderCandidates } from '../../../src/domain/mail/forward/candidates.ts';
import { readMail } from '../../../src/queues/read-mail.ts';
import { sayFigure } from '../../support/corpora.ts';

interface Found {
  doubt: false;
  name: string;
  address: string;
  date: string;
  subject: string;
  note: string;
  attachments: string[];
  /** Words of the original's text. */
  has: string;
}
interface Doubt {
  doubt: true;
  candidates: string[];
  note?: string;
}

const folder = new URL('../../fixtures/forwards/', import.meta.url);
const expected = JSON.parse(await readFile(new URL('expected.json', folder), 'utf8')) as Record<string, Found | Doubt>;
const client: Client = {
  id: 'c',
  slug: 'dupont',
  name: 'Dupont Menuiserie',
  color: '#224466',
  address: 'contact@dupont-menuiserie.example',
  profile: Profile.parse({
    people: [
      { name: 'Marc Dupont', role: 'gérant', email: 'marc@dupont-menuiserie.example' },
      { name: 'Sophie Martin', role: 'comptable', email: 'sophie@dupont-menuiserie.example' },
    ],
  }),
};
const own = [client.address, ...client.profile.people.map((person) => person.email)];
let right = 0;

test.each(Object.entries(expected))('%s', async (name, wanted) => {
  const mail = await parseMail(await readFile(new URL(`${name}.eml`, folder)));
  const read = await readMail(mail, client, [client.address], parseMail);
  const { original, senderDoubt, forwarderNote: note, forwardedBy } = read;
  expect(forwardedBy?.address).toBe('marc@dupont-menuiserie.example');
  expect(read.automatic).toBeNull();
  const seen = {
    doubt: senderDoubt === 'forward-unknown',
    name: original.from?.name,
    address: original.from?.address,
    date: original.date?.toISOString(),
    subject: original.subject,
    note,
    attachments: read.attachments.map((each) => each.name),
    candidates: senderCandidates({ senderDoubt, ...original }, own).map(({ address }) => address),
  };
  const { has, ...fields } = { has: '', ...wanted };
  expect(seen).toMatchObject(
    wanted.doubt ? { ...fields, name: undefined, address: undefined } : { ...fields, candidates: [] },
  );
  expect(original.text).toContain(has);
  expect(note !== '' && original.text.includes(note)).toBe(false);
  right += 1;
});

test('every shape is read right or left to a person', () => {
  sayFigure('forwards read right', right, Object.keys(expected).length);
  expect(right).toBe(Object.keys(expected).length);
});
