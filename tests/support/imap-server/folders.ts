export interface StoredMail {
  uid: number;
  bytes: Buffer;
  flags: Set<string>;
  at: Date;
  modseq: number;
}

export interface StoredFolder {
  uidValidity: number;
  uidNext: number;
  modseq: number;
  mails: StoredMail[];
}

/** The folders of one account, as another program of hers changes them. `onChange` tells the sessions. */
export interface Folders {
  get(path: string): StoredFolder | undefined;
  names(): string[];
  create(path: string): void;
  append(path: string, bytes: Buffer | string, more?: { flags?: string[]; at?: Date }): number;
  remove(path: string, uid: number): void;
  move(path: string, uid: number, to: string): void;
  flag(path: string, uid: number, flag: string, on?: boolean): void;
  /** Another UIDVALIDITY: the same messages under other numbers. */
  renumber(path: string): void;
  /** A careless restore: numbers are given anew under the same UIDVALIDITY. */
  rewind(path: string): void;
}

export function createFolders(onChange: () => void): Folders {
  const folders = new Map<string, StoredFolder>();
  const get = (path: string) => folders.get(path.toUpperCase() === 'INBOX' ? 'INBOX' : path);
  const must = (path: string): StoredFolder => get(path) ?? create(path);
  for (const path of ['INBOX', 'Sent']) create(path);

  return {
    get,
    names: () => [...folders.keys()],
    create: (path) => void must(path),
    append(path, bytes, { flags = [], at = new Date() } = {}) {
      const uid = add(must(path), { bytes: Buffer.from(bytes), flags: new Set(flags), at });
      onChange();
      return uid;
    },
    remove(path, uid) {
      take(must(path), uid);
      onChange();
    },
    move(path, uid, to) {
      const mail = take(must(path), uid);
      if (mail) add(must(to), mail);
      onChange();
    },
    flag(path, uid, flag, on = true) {
      const folder = must(path);
      const mail = folder.mails.find((one) => one.uid === uid);
      if (!mail) return;
      mail.flags[on ? 'add' : 'delete'](flag);
      mail.modseq = folder.modseq += 1;
      onChange();
    },
    renumber(path) {
      const folder = must(path);
      const { mails } = folder;
      Object.assign(folder, { uidValidity: folder.uidValidity + 1, uidNext: 1, mails: [] });
      for (const mail of mails) add(folder, mail);
      onChange();
    },
    rewind(path) {
      const folder = must(path);
      const { mails } = folder;
      Object.assign(folder, { uidNext: 1, mails: [] });
      for (const mail of mails) add(folder, mail);
      onChange();
    },
  };

  function create(path: string): StoredFolder {
    const folder = { uidValidity: 1000 + folders.size, uidNext: 1, modseq: 1, mails: [] };
    folders.set(path, folder);
    return folder;
  }
}

function add(folder: StoredFolder, { bytes, flags, at }: Pick<StoredMail, 'bytes' | 'flags' | 'at'>): number {
  const uid = folder.uidNext;
  folder.uidNext += 1;
  folder.modseq += 1;
  folder.mails.push({ uid, bytes, flags: new Set(flags), at, modseq: folder.modseq });
  return uid;
}

function take(folder: StoredFolder, uid: number): StoredMail | undefined {
  const at = folder.mails.findIndex((mail) => mail.uid === uid);
  if (at < 0) return undefined;
  folder.modseq += 1;
  return folder.mails.splice(at, 1)[0];
}
