import type { Faults } from '../imap-server/server.ts';

/** One mailbox on a server, as the model's other programs see and change it. Messages are named by their number in INBOX. */
export interface World {
  /** Where the keeper connects, and as whom. */
  port: number;
  user: string;
  append(folder: 'INBOX' | 'Sent', mails: Buffer[]): Promise<void>;
  remove(n: number): Promise<void>;
  moveOut(n: number): Promise<void>;
  moveBack(n: number): Promise<void>;
  flag(n: number, flag: string): Promise<void>;
  renumber(): Promise<void>;
  /** Ends the connections with a word. */
  bye(): Promise<void>;
  /** Ends the next connection in the middle of what it carries. */
  cut(bytes: number): void;
  /** The connection there is goes dead without a word. */
  freeze(): void;
  /** What only a scripted server can do. */
  scripted: { faults: Faults; rewind(): Promise<void> } | null;
  /** Names (X-Model) and flags of what lies in INBOX. */
  inbox(): Promise<{ name: string; flags: string[] }[]>;
  stop(): Promise<void>;
}

export const nameOf = (bytes: Buffer): string => /^X-Model: (\S+)/mu.exec(bytes.toString('latin1', 0, 200))?.[1] ?? '';
