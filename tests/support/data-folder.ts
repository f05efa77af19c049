import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * An empty data folder for a whole office. Open to passing (mkdtemp makes 0700): as root the embedded PostgreSQL, which
 * runs as another user, would otherwise put its cluster outside and `remove` would leave it there.
 */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parapheur-test-'));
  await chmod(folder, 0o755);
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
