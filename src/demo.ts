import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from './command.ts';
import { createSmtpSender } from './connectors/smtp.ts';
import { Profile, type Contact } from './domain/client.ts';
import { leaves } from './domain/delivery.ts';
import { openOffice, type Office } from './office.ts';
import { startReceiver, startWeb, startWorker } from './roles.ts';
import { signInLink } from './sign-in-link.ts';
import type { Queries } from './store/queries.ts';

const demoFolder = path.join(import.meta.dirname, '..', 'demo');
const visitor = 'secretariat@parapheur.localhost';

/** The file `demo/clients/<slug>.json`. */
interface DemoClient {
  slug: string;
  name: string;
  color: string;
  address: string;
  knowledge: { title: string; body: string }[];
  contacts: (Pick<Contact, 'name' | 'email'> & Partial<Contact>)[];
}

/** A fictional day through the real receiver, workers and page. Nothing leaves: signed mail goes to the local outbox. */
export async function runDemo(
  command: Command,
  options: { open: boolean; fresh: boolean; port: number },
): Promise<void> {
  const { log, say, print, onStop } = command;
  const dataFolder = await chooseFolder(path.join(command.config.dataFolder, 'demo'), options.fresh);
  // A visitor reads the terminal; whoever wants the log asks for it (PARAPHEUR_LOG_LEVEL=debug).
  if (log.level === 'info') log.level = 'warn';
  const office = await openOffice(demoConfig(command, dataFolder, options.port), log, { demo: true });
  onStop(office.close);
  const web = await startWeb(office);
  onStop(web.close);
  const receiver = await startReceiver(office);
  onStop(receiver.close);
  const worker = await startWorker(office);
  onStop(worker.stop);

  const link = await signInLink(office, visitor);
  print(say('demo-link', { link }));
  const started = await office.store.office(async (q) => (await q.clients.all()).length > 0);
  if (started) print(say('demo-kept'));
  else await deliverDay(command, office, receiver.port);
  print(say('demo-safe', { folder: path.join(dataFolder, 'outbox') }));
  if (options.open) openBrowser(link);
}

/** The last day begun, or a new one: a day somebody still looks at is never taken from under him. */
async function chooseFolder(folder: string, fresh: boolean): Promise<string> {
  const days = await readdir(folder).catch(() => []);
  const last = days.toSorted((a, b) => (a < b ? -1 : 1)).at(-1);
  const name = fresh || !last ? new Date().toISOString().replaceAll(/[:.]/gu, '-') : last;
  return path.join(folder, name);
}

function demoConfig({ config }: Command, dataFolder: string, port: number): Office['config'] {
  const receiver = { ...config.receiver, host: '127.0.0.1', port: 0, domain: 'recu.parapheur.example' };
  return {
    ...config,
    dataFolder,
    databaseUrl: null,
    host: '127.0.0.1',
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    receiver,
  };
}

async function deliverDay({ say, print }: Command, office: Office, port: number): Promise<void> {
  const addresses = await office.store.office(addClients);
  const day = (await readdir(path.join(demoFolder, 'day'))).filter((name) => name.endsWith('.eml')).toSorted();
  print(say('demo-day', { count: day.length, clients: addresses.size }));
  const sender = createSmtpSender({ host: '127.0.0.1', port, secure: false, user: '', password: '' });
  for (const name of day) {
    const slug = name.split('-')[1] ?? '';
    const raw = await readFile(path.join(demoFolder, 'day', name));
    const envelope = { from: 'transfert@fournisseur.example', to: [addresses.get(slug) ?? slug] };
    const outcome = await sender.send(raw, envelope, leaves);
    if (outcome.kind !== 'sent') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  }
}

async function addClients(q: Queries): Promise<Map<string, string>> {
  const addresses = new Map<string, string>();
  const folder = path.join(demoFolder, 'clients');
  for (const name of (await readdir(folder)).toSorted()) {
    const file = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as DemoClient;
    const { slug, address } = file;
    const { id } = await q.clients.insert({
      slug,
      name: file.name,
      color: file.color,
      address,
      profile: Profile.parse(file),
    });
    const receivingAddress = `${slug}-demonstration@recu.parapheur.example`;
    const row = {
      clientId: id,
      kind: 'forwarding',
      address,
      displayName: file.name,
      receivingAddress,
      state: 'ok',
    } as const;
    await q.mailboxes.insert(row);
    await q.knowledge.insertMany(id, file.knowledge);
    await q.contacts.insertMany(
      id,
      file.contacts.map((contact) => ({ ...noContact, ...contact })),
    );
    addresses.set(slug, receivingAddress);
  }
  return addresses;
}

const noContact = { organisation: '', phone: '', register: null, iban: null };

function openBrowser(link: string): void {
  const [program, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? [
    'xdg-open',
  ];
  const child = spawn(program!, [...args, link], { stdio: 'ignore', detached: true });
  // No browser here: the link stands in the terminal.
  child.on('error', () => {});
  child.unref();
}
