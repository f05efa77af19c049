import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** Is the program on the path? */
export async function hasProgram(name: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = await Promise.allSettled(folders.map((folder) => access(path.join(folder, name), constants.X_OK)));
  return found.some(({ status }) => status === 'fulfilled');
}
