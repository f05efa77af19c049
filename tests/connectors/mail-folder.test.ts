import { leaves } from '../../src/domain/delivery.ts';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMailFolder } from '../../src/connectors/folder.ts';
import { parseMail } from '../../src/connectors/mime.ts';
import { createOutbox } from '../../src/connectors/outbox.ts';
import { eml } from '../support/eml.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'parapheur-folder-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const subjects = async (path: string) => {
  const found: string[] = [];
  for await (const { name, bytes } of readMailFolder(path)) found.push(`${name} ${(await parseMail(bytes)).subject}`);
  return found;
};

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('one file, a folder of files, a Maildir', async () => {
  await mkdir(join(home, 'maildir', 'cur'), { recursive: true });
  await mkdir(join(home, 'maildir', 'tmp'));
  await writeFile(join(home, 'a.eml'), eml({ subject: 'un' }));
  await writeFile(join(home, 'notes.txt'), 'not a mail');
  await writeFile(join(home, 'maildir', 'cur', '1700.x:2,S'), eml({ subject: 'deux' }));
  await writeFile(join(home, 'maildir', 'tmp', '1701.x'), eml({ subject: 'half' }));
  expect(await subjects(join(home, 'a.eml'))).toEqual(['a.eml un']);
  expect(await subjects(home)).toEqual(['a.eml un', '1700.x:2,S deux']);
});

test('an mbox, with quoted and unquoted From lines', async () => {
  const first =
    eml({ subject: 'un', text: 'x' }).replace(/\r\n\r\n[^\r]*\r\n$/u, '\r\n\r\n') + 'Bonjour\n>From moi\nFrom toi\n\n';
  const mbox = `From a@b.example Tue Nov 24 09:12:00 2026\n${first.replace('Content-Transfer-Encoding: base64\r\n', '')}From b@c.example Tue Nov 24 09:13:00 2026\n${eml({ subject: 'deux' })}\n`;
  await writeFile(join(home, 'archive.mbox'), mbox);
  expect(await subjects(join(home, 'archive.mbox'))).toEqual(['archive.mbox#1 un', 'archive.mbox#2 deux']);
  const mails = await collect(readMailFolder(join(home, 'archive.mbox')));
  expect((await parseMail(mails[0]?.bytes ?? Buffer.of())).text).toBe('Bonjour\nFrom moi\nFrom toi\n');
});

test('a PDF becomes a mail that carries it, always the same', async () => {
  const pdf = Buffer.from('%PDF-1.4 fiction');
  await writeFile(join(home, 'Facture n° 12 – été.pdf'), pdf);
  const [mail] = await collect(readMailFolder(home));
  const [again] = await collect(readMailFolder(home));
  const parsed = await parseMail(mail?.bytes ?? Buffer.of());
  expect(parsed).toMatchObject({ from: null, subject: 'Facture n° 12 – été.pdf' });
  expect(parsed.attachments).toMatchObject([{ name: 'Facture n° 12 – été.pdf', declaredType: 'application/pdf' }]);
  expect(Buffer.from(parsed.attachments[0]?.bytes ?? []).equals(pdf)).toBe(true);
  expect(again?.bytes.equals(mail?.bytes ?? Buffer.of())).toBe(true);
});

test('what is not there or not a mail is said', async () => {
  await writeFile(join(home, 'a.docx'), 'x');
  await expect(subjects(join(home, 'nothing'))).rejects.toMatchObject({ code: 'import-missing' });
  await expect(subjects(join(home, 'a.docx'))).rejects.toMatchObject({ code: 'import-unknown' });
});

test('the outbox keeps one file per Message-ID, whole, with its envelope', async () => {
  const outbox = createOutbox(join(home, 'outbox'));
  const raw = Buffer.from(eml({ messageId: '<1@parapheur.example>' }));
  const envelope = { from: 'a@x.example', to: ['b@y.example'] };
  expect(await outbox.list()).toEqual([]);
  expect(await outbox.send(raw, envelope, leaves)).toMatchObject({ kind: 'sent' });
  expect(await outbox.send(raw, envelope, leaves)).toMatchObject({ kind: 'sent' });
  expect(await outbox.send(Buffer.from(eml()), envelope, () => Promise.resolve(false))).toEqual({ kind: 'withdrawn' });
  const kept = await outbox.list();
  expect(kept.map((mail) => mail.raw.equals(raw))).toEqual([true]);
});

test('an outbox that cannot be written is not sent', async () => {
  await writeFile(join(home, 'file'), '');
  const outcome = await createOutbox(join(home, 'file')).send(
    Buffer.from(eml()),
    { from: 'a@x.example', to: [] },
    leaves,
  );
  expect(outcome).toMatchObject({ kind: 'not-sent' });
});
