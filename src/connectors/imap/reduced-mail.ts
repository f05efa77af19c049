import { createHash } from 'node:crypto';
import type { ImapFlow, MessageStructureObject } from 'imapflow';
import type { OmittedPart } from '../../domain/mail.ts';
import type { FetchedMail } from '../../domain/mail/folder-batch.ts';
import { MAX_HEADER_BYTES } from '../mime.ts';
import { asked, besideBytes } from './beside-bytes.ts';

/** Of one text part: longer is a log file, not a letter. */
export const MAX_TEXT_PART_BYTES = 1024 * 1024;
/** An alternative has two; more than this is not written by a person. */
const MAX_TEXT_PARTS = 8;
/** What is said of the parts left behind goes into the row of the message. */
const MAX_OMITTED = 100;

type Leaf = MessageStructureObject & { part: string; within: string };

/**
 * A message over the limit without its attachments: its own header, its words, put together as a small valid mail. The same
 * message gives the same bytes each time, so that it is known by its hash. Null when the server gives no header.
 */
export async function fetchReduced(session: ImapFlow, uid: number): Promise<FetchedMail | null> {
  const about = await session.fetchOne(String(uid), { ...asked, bodyStructure: true }, { uid: true });
  if (!about || !about.bodyStructure) return null;
  const leaves = [...leavesOf(about.bodyStructure)];
  const kept = leaves.filter(isText).slice(0, MAX_TEXT_PARTS);
  const bodyParts = [
    { key: 'HEADER', maxLength: MAX_HEADER_BYTES },
    ...kept.map(({ part }) => ({ key: part, maxLength: MAX_TEXT_PART_BYTES })),
  ];
  const row = await session.fetchOne(String(uid), { uid: true, bodyParts }, { uid: true });
  const header = row ? row.headers : undefined;
  if (!row || !header?.length) return null;
  const texts = kept.map((leaf) => ({ leaf, bytes: row.bodyParts?.get(leaf.part.toLowerCase()) ?? Buffer.of() }));
  const cut = (leaf: Leaf) => (leaf.size ?? 0) > MAX_TEXT_PART_BYTES;
  const omitted = leaves.filter((leaf) => !kept.includes(leaf) || cut(leaf)).slice(0, MAX_OMITTED);
  return { bytes: compose(header, texts), omitted: omitted.map(describe), ...besideBytes(about) };
}

/** Parts with bytes of their own; a forwarded message counts as one. */
function* leavesOf(node: MessageStructureObject, within = ''): Generator<Leaf> {
  if (node.type.startsWith('multipart/')) for (const child of node.childNodes ?? []) yield* leavesOf(child, node.type);
  else yield { ...node, part: node.part ?? '1', within };
}

/** The words, and what code reads beside them: invitations, and what a delivery report says. */
const isText = ({ type, disposition }: Leaf): boolean =>
  readByCode.has(type) || ((type === 'text/plain' || type === 'text/html') && disposition !== 'attachment');

const readByCode = new Set(['text/calendar', 'message/delivery-status', 'text/rfc822-headers']);

const describe = ({ type, size, parameters, dispositionParameters }: Leaf): OmittedPart => ({
  name: dispositionParameters?.['filename'] ?? parameters?.['name'] ?? '',
  mediaType: type,
  size: size ?? 0,
});

function compose(header: Buffer, texts: { leaf: Leaf; bytes: Buffer }[]): Buffer {
  // Of RFC 2046's boundary characters, and no body can hold the hash of what it stands in.
  const hash = createHash('sha256').update(header);
  for (const { bytes } of texts) hash.update(bytes);
  const boundary = `=_reduced_${hash.digest('hex').slice(0, 40)}`;
  const kind = texts.every(({ leaf }) => leaf.within === 'multipart/alternative') ? 'alternative' : 'mixed';
  const parts = texts.flatMap(({ leaf, bytes }) => [Buffer.from(`--${boundary}\r\n${headOf(leaf)}\r\n`), bytes, crlf]);
  return Buffer.concat([
    withoutContent(header),
    Buffer.from(`MIME-Version: 1.0\r\nContent-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n`),
    ...parts,
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

const crlf = Buffer.from('\r\n');

function headOf({ type, parameters, encoding }: Leaf): string {
  const charset = parameters?.['charset'];
  const said = charset && /^[\w.:+-]{1,40}$/u.test(charset) ? `; charset=${charset}` : '';
  const how = encoding && /^[\w-]{1,20}$/u.test(encoding) ? `Content-Transfer-Encoding: ${encoding}\r\n` : '';
  return `Content-Type: ${type}${said}\r\n${how}`;
}

/** The header without what it says of the body's shape, byte for byte otherwise, ending with a line. */
function withoutContent(header: Buffer): Buffer {
  const fields = header.toString('latin1').split(/\r?\n(?![ \t])/u);
  const left = fields.filter((field) => field !== '' && !/^(?:content-[\w-]+|mime-version)[ \t]*:/iu.test(field));
  return Buffer.from(left.map((field) => `${field}\r\n`).join(''), 'latin1');
}
