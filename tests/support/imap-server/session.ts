import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCommandReader, inSet, text, type Command, type Token } from './command.ts';
import type { Folders, StoredFolder, StoredMail } from './folders.ts';
import type { Faults } from './server.ts';

export interface ServerSession {
  /** Folders changed: tells what may be told now. */
  changed(): void;
  bye(): void;
}

interface Shared {
  folders: Folders;
  faults: Faults;
  condstore: boolean;
  specialUse: boolean;
  commands: string[];
}

export function startSession(socket: Socket, shared: Shared): ServerSession {
  const { folders, faults, condstore, specialUse, commands } = shared;
  let queue: Promise<void> = Promise.resolve();
  let folder: StoredFolder | null = null;
  let view: StoredMail[] = [];
  let readOnly = true;
  let idling: string | null = null;
  const capabilities = `IMAP4rev1 IDLE UIDPLUS MOVE${specialUse ? ' SPECIAL-USE' : ''}${condstore ? ' ENABLE CONDSTORE' : ''}`;

  const say = (line: string) => {
    if (!faults.silent) socket.write(`${line}\r\n`);
  };
  say(`* OK [CAPABILITY ${capabilities}] ready`);
  socket.on(
    'data',
    createCommandReader(
      (command) => {
        queue = queue.then(() => obey(command));
      },
      () => say('+ go on'),
    ),
  );

  return {
    changed() {
      if (idling !== null) tellNews();
    },
    bye() {
      say('* BYE shutting down');
      socket.end();
    },
  };

  async function obey(command: Command): Promise<void> {
    if (faults.slowMs > 0) await sleep(faults.slowMs);
    if (idling !== null) {
      say(`${idling} OK idled`);
      idling = null;
      return;
    }
    const { tag, name, args } = command;
    commands.push(name);
    const answer = run(name, args, tag);
    if (answer === null || socket.destroyed) return;
    // RFC 9051 7.5.1: no EXPUNGE while FETCH, STORE or SEARCH run.
    if (!/FETCH|STORE|SEARCH/u.test(name)) tellNews();
    say(`${tag} ${answer}`);
  }

  /** The tagged answer; null when there is none. */
  function run(name: string, args: Token[], tag: string): string | null {
    switch (name) {
      case 'CAPABILITY':
        say(`* CAPABILITY ${capabilities}`);
        return 'OK done';
      case 'LOGIN':
      case 'NOOP':
      case 'CREATE':
        if (name === 'CREATE') folders.create(text(args[0]));
        return 'OK done';
      case 'ENABLE':
        say('* ENABLED CONDSTORE');
        return 'OK enabled';
      case 'LIST':
      case 'LSUB':
        list(name, text(args.at(-1)));
        return 'OK listed';
      case 'STATUS':
        return status(text(args[0]));
      case 'SELECT':
      case 'EXAMINE':
        return select(text(args[0]), name === 'EXAMINE');
      case 'UID SEARCH':
        say(`* SEARCH ${search(args).join(' ')}`.trim());
        return 'OK searched';
      case 'UID FETCH':
        return fetch(text(args[0]), Array.isArray(args[1]) ? args[1] : [args[1]!], args[2]);
      case 'UID STORE':
        return store(text(args[0]), text(args[1]), args[2]);
      case 'APPEND':
        folders.append(text(args[0]), args.at(-1) as Buffer, { flags: flagsOf(args[1]) });
        return 'OK appended';
      case 'IDLE':
        idling = tag;
        say('+ idling');
        tellNews();
        return null;
      case 'LOGOUT':
        say('* BYE');
        socket.end(`${tag} OK bye\r\n`);
        return null;
      default:
        return 'BAD unknown command';
    }
  }

  function list(name: string, pattern: string): void {
    if (pattern === '') return say(`* ${name} (\\Noselect) "/" ""`);
    for (const path of folders.names()) {
      const use = specialUse && path === 'Sent' ? '\\Sent' : '';
      if (/[*%]/u.test(pattern) || pattern.toUpperCase() === path.toUpperCase())
        say(`* ${name} (${use}) "/" ${quoted(path)}`);
    }
  }

  function status(path: string): string {
    const asked = folders.get(path);
    if (!asked) return 'NO no such folder';
    const modseq = condstore ? ` HIGHESTMODSEQ ${asked.modseq}` : '';
    const { mails, uidNext, uidValidity } = asked;
    say(`* STATUS ${quoted(path)} (MESSAGES ${mails.length} UIDNEXT ${uidNext} UIDVALIDITY ${uidValidity}${modseq})`);
    return 'OK status';
  }

  function select(path: string, examine: boolean): string {
    folder = folders.get(path) ?? null;
    view = [...(folder?.mails ?? [])];
    readOnly = examine;
    if (!folder) return 'NO no such folder';
    say(`* ${view.length} EXISTS`);
    say('* FLAGS (\\Answered \\Seen \\Deleted)');
    say(`* OK [UIDVALIDITY ${folder.uidValidity}] valid`);
    say(`* OK [UIDNEXT ${folder.uidNext}] next`);
    if (condstore) say(`* OK [HIGHESTMODSEQ ${folder.modseq}] highest`);
    return `OK [READ-${examine ? 'ONLY' : 'WRITE'}] selected`;
  }

  function search(args: Token[]): number[] {
    let found = view.filter((mail) => folder?.mails.includes(mail));
    const largest = found.at(-1)?.uid ?? 0;
    for (let at = 0; at < args.length; at += 1) {
      const key = text(args[at]).toUpperCase();
      if (key === 'UID') {
        const set = text(args[(at += 1)]);
        found = found.filter(({ uid }) => inSet(set, uid, largest));
      } else if (key === 'SINCE') {
        const day = Date.parse(`${text(args[(at += 1)])} UTC`);
        found = found.filter((mail) => mail.at.getTime() >= day);
      } else if (key === 'ANSWERED') found = found.filter(({ flags }) => flags.has('\\Answered'));
      else if (key === 'HEADER') {
        const field = text(args[(at += 1)]).toLowerCase();
        const value = text(args[(at += 1)]);
        found = found.filter(({ bytes }) =>
          bytes.toString('latin1').toLowerCase().includes(`${field}: ${value}`.toLowerCase()),
        );
      }
    }
    return found.map(({ uid }) => uid);
  }

  function fetch(set: string, items: Token[], modifier: Token | undefined): string | null {
    const names = items.map(text);
    const since = Array.isArray(modifier) ? Number(text(modifier[1])) : -1;
    const largest = view.at(-1)?.uid ?? 0;
    for (const [index, mail] of view.entries()) {
      if (!inSet(set, mail.uid, largest) || mail.modseq <= since || !folder?.mails.includes(mail)) continue;
      const body = names.find((name) => name.toUpperCase().startsWith('BODY.PEEK['));
      const broken = body ? faults.broken(mail.bytes) : null;
      if (broken === 'no') return 'NO some messages could not be fetched';
      const fields = names.filter((name) => name !== body).map((name) => fieldOf(name.toUpperCase(), mail));
      const head = `* ${index + 1} FETCH (${fields.join(' ')}`;
      if (!body || broken) say(`${head})`);
      else if (!sayBody(head, body, mail)) return null;
    }
    return 'OK fetched';
  }

  function fieldOf(name: string, { uid, flags, bytes, modseq }: StoredMail): string {
    const values: Record<string, string> = {
      UID: String(uid),
      FLAGS: `(${[...flags].join(' ')})`,
      'RFC822.SIZE': String(bytes.length),
      MODSEQ: `(${modseq})`,
    };
    return `${name} ${values[name] ?? 'NIL'}`;
  }

  /** False when the connection was cut in the middle. */
  function sayBody(head: string, item: string, { bytes }: StoredMail): boolean {
    const [, section = '', start = '0', length] = /\[(.*)\](?:<(\d+)\.(\d+)>)?/u.exec(item) ?? [];
    const whole = section === 'HEADER' ? bytes.subarray(0, bytes.indexOf('\r\n\r\n') + 4) : bytes;
    const part = length ? whole.subarray(Number(start), Number(start) + Number(length)) : whole;
    say(`${head} BODY[${section}]${length ? `<${start}>` : ''} {${part.length}}`);
    if (faults.cuts > 0 || faults.cutsAt(bytes)) {
      faults.cuts = Math.max(0, faults.cuts - 1);
      socket.write(part.subarray(0, part.length / 2), () => socket.destroy());
      return false;
    }
    if (!faults.silent) socket.write(part);
    say(')');
    return true;
  }

  function store(set: string, how: string, flags: Token | undefined): string {
    if (readOnly || !folder) return 'NO read-only';
    const path = folders.names().find((name) => folders.get(name) === folder) ?? 'INBOX';
    const largest = view.at(-1)?.uid ?? 0;
    for (const { uid } of view.filter((mail) => inSet(set, mail.uid, largest))) {
      for (const flag of flagsOf(flags)) folders.flag(path, uid, flag, !how.startsWith('-'));
    }
    return 'OK stored';
  }

  function tellNews(): void {
    if (!folder) return;
    for (let at = view.length - 1; at >= 0; at -= 1) {
      if (folder.mails.includes(view[at]!)) continue;
      view.splice(at, 1);
      say(`* ${at + 1} EXPUNGE`);
    }
    const fresh = folder.mails.filter((mail) => !view.includes(mail));
    if (fresh.length === 0) return;
    view.push(...fresh);
    for (let times = faults.twice ? 2 : 1; times > 0; times -= 1) say(`* ${view.length} EXISTS`);
  }
}

const flagsOf = (token: Token | undefined): string[] => (Array.isArray(token) ? token.map(text) : []);

const quoted = (path: string): string => `"${path.replaceAll(/["\\]/gu, '\\$&')}"`;
