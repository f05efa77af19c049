import { connect } from 'node:net';

/** Says one line per answer; everything the server said. */
export async function talk(port: number, lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const rest = [...lines];
  let said = '';
  for await (const chunk of socket) {
    said += String(chunk);
    if (/^\d{3} [^\n]*\n$/mu.test(said.slice(said.lastIndexOf('\n', said.length - 2) + 1))) {
      const next = rest.shift();
      if (next === undefined) break;
      socket.write(`${next}\r\n`);
    }
  }
  return said;
}
