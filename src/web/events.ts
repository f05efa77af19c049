import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LiveEvent } from '../store/live.ts';
import type { WebDeps } from './deps.ts';
import type { Env } from './view.ts';

/** Proxies cut silent streams after a minute or so. */
const heartbeatMs = 25_000;
/** A reader that far behind has gone to sleep: its browser reconnects and fetches the page again. */
const longestBacklog = 1000;

/** What changed, by ids, as server-sent events. */
export const events =
  ({ subscribe }: Pick<WebDeps, 'subscribe'>) =>
  (c: Context<Env>): Response =>
    streamSSE(c, async (stream) => {
      const backlog: LiveEvent[] = [];
      let wake = () => {};
      const unsubscribe = subscribe((event) => {
        backlog.push(event);
        wake();
      });
      stream.onAbort(() => {
        unsubscribe();
        wake();
      });
      await stream.writeSSE({ event: 'hello', data: '', retry: 2000 });
      while (!stream.aborted && backlog.length < longestBacklog) {
        const event = backlog.shift();
        if (event) await stream.writeSSE({ event: event.topic, data: JSON.stringify(event) });
        else if (await silence()) await stream.writeSSE({ event: 'beat', data: '' });
      }
      unsubscribe();

      /** True after the heartbeat's time, false when something woke it. */
      function silence(): Promise<boolean> {
        return new Promise((resolve) => {
          const beat = setTimeout(() => resolve(true), heartbeatMs);
          wake = () => {
            clearTimeout(beat);
            resolve(false);
          };
        });
      }
    });
