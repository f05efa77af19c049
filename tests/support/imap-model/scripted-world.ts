import { startImapServer } from '../imap-server/server.ts';
import { startTcpProxy } from '../tcp-proxy.ts';
import { until } from '../until.ts';
import { nameOf, type World } from './world.ts';

export async function scriptedWorld({ condstore }: { condstore: boolean }): Promise<World> {
  const server = await startImapServer({ condstore });
  const proxy = await startTcpProxy(server.port);
  const { folders, faults } = server;
  folders.create('Archive');
  const nth = (path: string, n: number) => {
    const mails = folders.get(path)?.mails ?? [];
    return mails[n % Math.max(1, mails.length)]?.uid ?? 0;
  };
  const examined = () => server.commands.filter((name) => name === 'EXAMINE').length;
  return {
    port: proxy.port,
    user: 'anne',
    async append(folder, mails) {
      for (const mail of mails) folders.append(folder, mail);
    },
    remove: async (n) => folders.remove('INBOX', nth('INBOX', n)),
    moveOut: async (n) => folders.move('INBOX', nth('INBOX', n), 'Archive'),
    moveBack: async (n) => folders.move('Archive', nth('Archive', n), 'INBOX'),
    flag: async (n, flag) => folders.flag('INBOX', nth('INBOX', n), flag),
    renumber: async () => folders.renumber('INBOX'),
    bye: async () => server.bye(),
    cut() {
      faults.cuts += 1;
    },
    freeze: proxy.freeze,
    scripted: {
      faults,
      async rewind() {
        folders.rewind('INBOX');
        const before = examined();
        // Sent and INBOX in turn: of three, one was INBOX.
        await until('the folder opened again', async () => examined() >= before + 3);
      },
    },
    inbox: async () =>
      (folders.get('INBOX')?.mails ?? []).map(({ bytes, flags }) => ({ name: nameOf(bytes), flags: [...flags] })),
    async stop() {
      await proxy.stop();
      await server.stop();
    },
  };
}
