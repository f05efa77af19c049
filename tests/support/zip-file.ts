import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string;
  content: string | Uint8Array;
  /** General purpose bits (APPNOTE 4.4.4): 1 for encrypted, 0x41 for strong encryption. */
  flags?: number;
  /** 0 stored, 8 deflated, 99 AES. */
  method?: number;
  /** What the directory says of its inflated size, where it lies. */
  size?: number;
  /** Bytes as they are to lie in the file, where they are not just packed. */
  packed?: Uint8Array;
  extra?: Uint8Array;
}

/** A ZIP as its directory says it, honest or not. */
export function zipFile(parts: readonly ZipPart[]): Buffer {
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, content, flags = 0, method = 8, size, packed, extra = new Uint8Array() } of parts) {
    const bytes = Buffer.from(content as Uint8Array);
    const data = Buffer.from(packed ?? (method === 8 ? deflateRawSync(bytes) : bytes));
    const path = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags | 0x800, 2);
    head.writeUInt16LE(method, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(size ?? bytes.length, 18);
    head.writeUInt16LE(path.length, 22);
    head.writeUInt16LE(extra.length, 24);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    files.push(Buffer.from('PK\u0003\u0004'), head, path, extra, data);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\0'), head, tail, path, extra);
    at += 30 + path.length + extra.length + data.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, list, end]);
}
