import { readdirSync, readFileSync } from 'node:fs';
import { parseMail } from '../../../src/connectors/mime.ts';
import { detectLanguage } from '../../../src/domain/text/language.ts';
import type { ParsedMail } from '../../../src/domain/mail.ts';
import type { ReadableMessage } from '../../../src/domain/message.ts';

const folder = new URL('../../../demo/day/', import.meta.url);

export interface DayMail {
  file: string;
  slug: string;
  topic: string;
  message: ReadableMessage;
}

/** The demo's day, each mail as the agents would see it. Trimming and unwrapping here are only what these mails need. */
export async function readDay(): Promise<DayMail[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.eml'));
  return Promise.all(files.toSorted().map(readOne));
}

async function readOne(file: string): Promise<DayMail> {
  const [, slug = '', topic = ''] = /^\d+-([^-]+)-(.+)\.eml$/u.exec(file) ?? [];
  const outer = await parseMail(readFileSync(new URL(file, folder)));
  const embedded = outer.attachments.find((part) => part.declaredType === 'message/rfc822');
  const mail = embedded ? await parseMail(embedded.bytes) : outer;
  const inline = /_{20,}\nDe : (.+) <(.+)>\n[\s\S]*?\nObjet : (.+)\n\n([\s\S]+)/u.exec(mail.text);
  const [, name = '', address = '', subject = '', forwarded = ''] = inline ?? [];
  const text = trim(inline ? forwarded : mail.text);
  return {
    file,
    slug,
    topic,
    message: {
      id: file,
      direction: mail.from?.address.startsWith('contact@vauquelin') ? 'out' : 'in',
      from: inline ? { name, address } : (mail.from ?? { name: '', address: '' }),
      to: mail.to,
      cc: mail.cc,
      subject: inline ? subject : mail.subject,
      date: mail.date ?? new Date('2026-11-23T08:00:00Z'),
      text,
      hiddenText: mail.hiddenText,
      language: detectLanguage(text),
      automatic: automatic(mail),
      forwarderNote: embedded ? trim(outer.text) : inline ? mail.text.slice(0, inline.index).trim() : '',
      documents: outer.attachments
        .filter((part) => part !== embedded)
        .map((part) => ({ id: part.name, name: part.name, mediaType: part.declaredType, text: '' })),
    },
  };
}

const quoted = /^(?:Le .{5,120}a écrit\s*:|> |-- ?$|Envoyé de)/mu;
const trim = (text: string): string => text.slice(0, quoted.exec(text)?.index ?? text.length).trim();

function automatic({ headers, from }: ParsedMail): ReadableMessage['automatic'] {
  if (from?.address.startsWith('contact@vauquelin')) return 'own';
  if (headers['list-id']) return 'newsletter';
  if (headers['content-type']?.some((type) => type.includes('multipart/report'))) return 'bounce';
  return headers['auto-submitted'] ? 'auto-reply' : null;
}
