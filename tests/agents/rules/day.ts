import { readdirSync, readFileSync } from 'node:fs';
import { parseMail } from '../../../src/connectors/mime.ts';
import type { ReadableMessage } from '../../../src/domain/message.ts';
import { readMail } from '../../../src/queues/read-mail.ts';
import { readDemoClient } from './reader.ts';

const folder = new URL('../../../demo/day/', import.meta.url);

export interface DayMail {
  file: string;
  slug: string;
  topic: string;
  message: ReadableMessage;
}

/** The demo's day, each mail as the agents see it. */
export async function readDay(): Promise<DayMail[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.eml'));
  return Promise.all(files.toSorted().map(readOne));
}

async function readOne(file: string): Promise<DayMail> {
  const [, slug = '', topic = ''] = /^\d+-([^-]+)-(.+)\.eml$/u.exec(file) ?? [];
  const { client } = readDemoClient(slug);
  const mail = await parseMail(readFileSync(new URL(file, folder)));
  const { original, attachments, ...read } = await readMail(mail, client, [client.address], parseMail);
  return {
    file,
    slug,
    topic,
    message: {
      id: file,
      direction: read.direction,
      from: original.from ?? { name: '', address: '' },
      to: original.to,
      cc: original.cc,
      subject: original.subject,
      date: mail.date ?? new Date('2026-11-23T08:00:00Z'),
      text: read.readingText,
      hiddenText: read.hiddenText,
      defects: original.defects,
      language: read.language,
      automatic: read.automatic,
      forwarderNote: read.forwarderNote,
      senderDoubt: read.senderDoubt,
      documents: attachments.map(({ name, declaredType }) => ({ id: name, name, mediaType: declaredType, text: '' })),
    },
  };
}
