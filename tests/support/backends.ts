import { startRedis } from './redis.ts';

export interface QueueBackend {
  name: string;
  redisUrl: string | null;
  stop(): Promise<void>;
}

/** Every scenario that stands on the queue runs on both. */
export const backends: { name: 'postgres' | 'redis'; start(): Promise<QueueBackend> }[] = [
  {
    name: 'postgres',
    start: () => Promise.resolve({ name: 'postgres', redisUrl: null, stop: () => Promise.resolve() }),
  },
  {
    name: 'redis',
    async start() {
      const { url, stop } = await startRedis();
      return { name: 'redis', redisUrl: url, stop };
    },
  },
];
