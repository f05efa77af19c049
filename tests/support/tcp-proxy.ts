import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  port: number;
  /** The connections there are carry nothing any more and stay open: the far side is gone, and no packet says so. */
  freeze(): void;
  /** Ends the next connection that has carried so many bytes from the server from now on. */
  cutAfter(bytes: number): void;
  /** Lines from the near side (commands, for IMAP) and bytes from the far side, of all connections. */
  carried(): { commands: number; receivedBytes: number };
  stop(): Promise<void>;
}

/** Stands between a connection and a server of the loopback. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<{ near: Socket; far: Socket; frozen: boolean }>();
  const carried = { commands: 0, receivedBytes: 0 };
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((near) => {
    const pair = { near, far: connect(target, '127.0.0.1'), frozen: false };
    pairs.add(pair);
    const end = () => {
      // A frozen pair tells nobody that the other side is gone.
      if (pair.frozen && !near.destroyed) return;
      pairs.delete(pair);
      pair.far.destroy();
      near.destroy();
    };
    for (const socket of [near, pair.far]) socket.on('error', () => undefined).on('close', end);
    near.on('data', (bytes) => {
      carried.commands += bytes.toString('latin1').split('\r\n').length - 1;
      if (!pair.frozen) pair.far.write(bytes);
    });
    pair.far.on('data', (bytes) => {
      carried.receivedBytes += bytes.length;
      if (pair.frozen) return;
      if (bytes.length < left) {
        left -= bytes.length;
        near.write(bytes);
        return;
      }
      near.write(bytes.subarray(0, left), end);
      left = Number.POSITIVE_INFINITY;
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    freeze() {
      for (const pair of pairs) pair.frozen = true;
    },
    carried: () => ({ ...carried }),
    cutAfter(bytes) {
      left = bytes;
    },
    async stop() {
      for (const { near, far } of pairs) {
        near.destroy();
        far.destroy();
      }
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
