import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
/** NIST 800-63B asks for eight at least; length is all that counts here. */
export const shortestPassword = 12;
export const longestPassword = 200;

const derive = promisify(argon2);

/** 'argon2id$m,t,p$salt$hash'. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { ...cost, message: password.normalize('NFC'), nonce, tagLength: 32 });
  const { memory, passes, parallelism } = cost;
  return `argon2id$${memory},${passes},${parallelism}$${nonce.toString('base64')}$${tag.toString('base64')}`;
}

/** Takes the same time for an account without a password as for a wrong one. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [name, costs = '', salt = '', hash = ''] = (stored ?? decoy).split('$');
  const [memory = 0, passes = 0, parallelism = 0] = costs.split(',').map(Number);
  if (name !== 'argon2id') return false;
  const expected = Buffer.from(hash, 'base64');
  const tag = await derive('argon2id', {
    message: password.slice(0, longestPassword).normalize('NFC'),
    nonce: Buffer.from(salt, 'base64'),
    memory,
    passes,
    parallelism,
    tagLength: expected.length,
  });
  return timingSafeEqual(tag, expected) && stored !== null;
}

const decoy = `argon2id$${cost.memory},${cost.passes},${cost.parallelism}$${'A'.repeat(22)}==$${'A'.repeat(43)}=`;
