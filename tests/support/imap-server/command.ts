/** A token of a command: an atom or string as text, a literal as bytes, a parenthesised list. */
export type Token = string | Buffer | Token[];

export interface Command {
  tag: string;
  name: string;
  args: Token[];
}

/** Bytes in, whole commands out; asks for a literal's bytes by `more`. */
export function createCommandReader(onCommand: (command: Command) => void, more: () => void) {
  let waiting = Buffer.of();
  let parts: (string | Buffer)[] = [];
  let literal = 0;

  return (chunk: Buffer): void => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      if (literal > 0) {
        if (waiting.length < literal) return;
        parts.push(waiting.subarray(0, literal));
        waiting = waiting.subarray(literal);
        literal = 0;
      }
      const end = waiting.indexOf('\r\n');
      if (end < 0) return;
      const line = waiting.toString('latin1', 0, end);
      waiting = waiting.subarray(end + 2);
      const size = /\{(\d+)\+?\}$/u.exec(line);
      parts.push(size ? line.slice(0, size.index) : line);
      if (size) {
        literal = Number(size[1]);
        more();
        continue;
      }
      onCommand(read(parts));
      parts = [];
    }
  };
}

function read(parts: (string | Buffer)[]): Command {
  const root: Token[] = [];
  const open: Token[][] = [root];
  for (const part of parts) {
    if (typeof part !== 'string') {
      open.at(-1)?.push(part);
      continue;
    }
    for (const [token] of part.matchAll(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"[]+(?:\[[^\]]*\][^\s()]*)?/gu)) {
      if (token === '(') {
        const list: Token[] = [];
        open.at(-1)?.push(list);
        open.push(list);
      } else if (token === ')') open.pop();
      else open.at(-1)?.push(token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\(.)/gu, '$1') : token);
    }
  }
  const [tag, first = '', second] = root.map(text);
  const uid = first.toUpperCase() === 'UID';
  const name = (uid ? `UID ${second ?? ''}` : first).toUpperCase();
  return { tag: tag ?? '*', name, args: root.slice(uid ? 3 : 2) };
}

export const text = (token: Token | undefined): string =>
  typeof token === 'string' ? token : Buffer.isBuffer(token) ? token.toString() : '';

/** Whether a UID set such as `3,7:*` holds a number; `*` is the largest there is. */
export function inSet(set: string, uid: number, largest: number): boolean {
  return set.split(',').some((range) => {
    const [a = 0, b = a] = range.split(':').map((end) => (end === '*' ? largest : Number(end)));
    return uid >= Math.min(a, b) && uid <= Math.max(a, b);
  });
}
