import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createFolders, type Folders } from './folders.ts';
import { startSession, type ServerSession } from './session.ts';

export interface Faults {
  /** The next FETCH of a body ends the connection in the middle of its literal; how many times. */
  cuts: number;
  /** Bodies in whose middle the connection ends, each time. */
  cutsAt: (bytes: Buffer) => boolean;
  /** Bodies that are answered NO (`no`) or left out (`empty`). By content, since numbers change. */
  broken: (bytes: Buffer) => 'no' | 'empty' | null;
  /** Each EXISTS is said twice. */
  twice: boolean;
  /** Milliseconds before each answer. */
  slowMs: number;
  /** Nothing is answered any more, and the socket stays open. */
  silent: boolean;
}

export interface ImapServer {
  port: number;
  folders: Folders;
  faults: Faults;
  /** How many connections are logged in. */
  sessions(): number;
  /** The most that were at a time. */
  most(): number;
  /** Command names since the start, UID prefix included. */
  commands: string[];
  /** Ends every session with BYE. */
  bye(): void;
  stop(): Promise<void>;
}

/** A minimal IMAP4rev1 server that keeps to the protocol, except where its faults say. One account; any password is right. */
export async function startImapServer({ condstore = false, specialUse = true } = {}): Promise<ImapServer> {
  const open = new Set<ServerSession>();
  const sockets = new Set<Socket>();
  const commands: string[] = [];
  const faults: Faults = { cuts: 0, cutsAt: () => false, broken: () => null, twice: false, slowMs: 0, silent: false };
  let most = 0;
  const folders = createFolders(() => {
    for (const session of open) session.changed();
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const session = startSession(socket, { folders, faults, condstore, specialUse, commands });
    open.add(session);
    most = Math.max(most, open.size);
    socket.on('close', () => {
      open.delete(session);
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    folders,
    faults,
    commands,
    sessions: () => open.size,
    most: () => most,
    bye() {
      for (const session of open) session.bye();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
