import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { workerSource } from './worker-source';

export interface Sink {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the sink in a thread of its own, where a broker would have a process. */
export async function startSink(): Promise<Sink> {
  const worker = new Worker(workerSource('./sink-worker.ts'), { eval: true, execArgv: [] });
  const [port] = (await once(worker, 'message')) as [number];
  return {
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    stop: async () => {
      await worker.terminate();
    },
  };
}
