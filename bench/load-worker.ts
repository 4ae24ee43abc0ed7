import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { ConsumerGroup } from './consumer-group';
import type { LoadCommand, LoadEvent, LoadPlan } from './load-messages';
import { ProducerGroup } from './producer-group';

// One load thread: all producers of a run, or all of its consumers.

const port = parentPort;
if (!port) throw new Error('load-worker runs as a worker thread');

const plan = workerData as LoadPlan;
const report = (event: LoadEvent): void => port.postMessage(event);
const group = plan.role === 'producers' ? new ProducerGroup(plan, report) : new ConsumerGroup(plan, report);
let measuredFrom = performance.eventLoopUtilization();

async function obey(command: LoadCommand): Promise<void> {
  if (command === 'start') group.start();
  if (command === 'measure') {
    measuredFrom = performance.eventLoopUtilization();
    group.measure();
  }
  if (command === 'stop') group.stop();
  if (command === 'close') {
    const { utilization } = performance.eventLoopUtilization(measuredFrom);
    await group.close();
    report({ kind: 'closed', summary: { ...group.summary(), utilization } });
    port?.close();
  }
}

const fail = (error: unknown): void =>
  report({ kind: 'failed', text: error instanceof Error ? error.message : String(error) });

port.on('message', (command: LoadCommand) => void obey(command).catch(fail));
group.open().then(() => report({ kind: 'ready' }), fail);
