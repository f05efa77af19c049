import type { Command } from './command.ts';
import { openOffice } from './office.ts';
import { startReceiver, startWeb, startWorker } from './roles.ts';
import { signInLink } from './sign-in-link.ts';

/** `npm start`: web page, receiver and background work in one process, or one of the two roles. */
export async function runOffice(command: Command, roles: ('web' | 'worker')[]): Promise<void> {
  const { config, log, say, print, onStop } = command;
  const office = await openOffice(config, log);
  onStop(office.close);
  if (roles.includes('worker')) {
    const worker = await startWorker(office);
    onStop(worker.stop);
  }
  if (!roles.includes('web')) return;
  const receiver = await startReceiver(office);
  onStop(receiver.close);
  const web = await startWeb(office);
  onStop(web.close);
  print(say('receiver', { host: config.receiver.host, port: receiver.port }));
  print(say('ready', { url: config.publicUrl }));
  const nobody = (await office.store.office((q) => q.users.count())) === 0;
  if (nobody) print(say('first-run', { link: await signInLink(office, firstAddress) }));
}

/** Whoever opens the first link gives her own address there. */
const firstAddress = 'secretariat@parapheur.localhost';
