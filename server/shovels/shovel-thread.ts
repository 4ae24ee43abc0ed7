import { parentPort } from 'node:worker_threads';
import { Shovel } from './shovel';
import type { FromShovels, ToShovels } from './shovel-messages';

/** The thread in which all shovels work: real AMQP clients, away from the broker's thread and from the dashboard's. */

const shovels = new Map<string, Shovel>();
/** Stops that are under way: the next shovel of that name waits, so that two of them never overlap. */
const stopping = new Map<string, Promise<void>>();

function post(message: FromShovels): void {
  parentPort?.postMessage(message);
}

async function stop(id: string): Promise<void> {
  const shovel = shovels.get(id);
  shovels.delete(id);
  if (!shovel) return;
  const stopped = shovel.stop();
  stopping.set(id, stopped);
  await stopped;
  if (stopping.get(id) === stopped) stopping.delete(id);
}

async function start({ id, order }: Extract<ToShovels, { type: 'start' }>): Promise<void> {
  const shovel = new Shovel(order, {
    progress: (progress) => post({ type: 'progress', id, progress }),
    finished: () => {
      shovels.delete(id);
      post({ type: 'finished', id });
    },
    log: (level, text) => post({ type: 'log', level, text }),
  });
  shovels.set(id, shovel);
  await stopping.get(id);
  if (shovels.get(id) === shovel) shovel.start();
}

parentPort?.on('message', async (message: ToShovels) => {
  if (message.type === 'start') return await start(message);
  if (message.type === 'stop') return await stop(message.id);
  await Promise.all([...shovels.keys()].map(stop));
  post({ type: 'closed' });
});
