import { serve as listen } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Server } from 'node:http';
import type { Env } from './view.ts';

export interface WebServer {
  port: number;
  /** Stops listening, lets answers in flight end, cuts the event streams. */
  close(): Promise<void>;
}

/** Rejects with Node's own error (EADDRINUSE, EACCES) when the port cannot be had. Port 0: any free one. */
export function serve(app: Hono<Env>, { host, port }: { host: string; port: number }): Promise<WebServer> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, hostname: host, port }, (info) => {
      server.off('error', reject);
      resolve({ port: info.port, close: () => close(server as Server) });
    });
    server.once('error', reject);
  });
}

/** Event streams never end by themselves: after this they are cut. */
const graceMs = 500;

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
