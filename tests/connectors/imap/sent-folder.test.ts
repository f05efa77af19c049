import { expect, test } from 'vitest';
import { chooseSent } from '../../../src/connectors/imap/sent-folder.ts';

const folder = (path: string, { use = '', flags = [] as string[] } = {}) => ({
  path,
  name: path.split(/[/.]/u).at(-1)!,
  flags: new Set(flags),
  ...(use ? { specialUse: use, specialUseSource: 'extension' as const } : {}),
});

test('what the server says goes before any name', () => {
  const folders = [folder('Sent'), folder('[Gmail]/Messages envoyés', { use: '\\Sent' })];
  expect(chooseSent(folders)).toBe('[Gmail]/Messages envoyés');
});

test.each([
  'INBOX.Sent',
  'Éléments envoyés',
  'E\u0301le\u0301ments envoye\u0301s',
  'INBOX/OUTBOX',
  'Sent Items',
  'Objets envoyés',
])('without SPECIAL-USE, by its name: %s', (path) => {
  expect(chooseSent([folder('INBOX'), folder('Archives'), folder(path)])).toBe(path);
});

test('a queue of what is to be sent is not taken when there is a better name, nor a folder that cannot be opened', () => {
  expect(chooseSent([folder('OUTBOX'), folder('Sent')])).toBe('Sent');
  expect(chooseSent([folder('Sent', { flags: ['\\Noselect'] })])).toBeNull();
  expect(chooseSent([folder('INBOX')])).toBeNull();
});
