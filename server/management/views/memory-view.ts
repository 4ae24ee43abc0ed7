import type { Broker } from '@/server/broker/broker';
import { MESSAGE_OVERHEAD_BYTES } from '@/server/broker/message-memory';
import type { MachineNumbers } from '@/server/management/machine';

/** RabbitMQ's categories that have no counterpart here. Exporters expect to find them. */
const NONE = [
  'connection_readers',
  'connection_writers',
  'connection_channels',
  'connection_other',
  'queue_slave_procs',
  'quorum_queue_procs',
  'quorum_queue_dlx_procs',
  'stream_queue_procs',
  'stream_queue_replica_reader_procs',
  'stream_queue_coordinator_procs',
  'metrics',
  'mgmt_db',
  'mnesia',
  'quorum_ets',
  'other_ets',
  'msg_index',
  'code',
  'atom',
  'reserved_unallocated',
];

/**
 * Where the memory of the process is, in RabbitMQ's categories, which add up to all of it: bytes of messages (`binary`),
 * what the broker keeps for each message (`queue_procs`), the rest of its heap (`other_proc`), its other buffers
 * (`other_system`), and the dashboard with the runtime (`plugins`).
 */
export function memoryView({ memory }: Broker, numbers: MachineNumbers) {
  const { residentBytes, heapUsedBytes, heapTotalBytes, bufferBytes } = numbers;
  const take = takeFrom(residentBytes);
  const binary = take(memory.heldBytes);
  const queues = take(memory.messages * MESSAGE_OVERHEAD_BYTES);
  const parts = {
    ...Object.fromEntries(NONE.map((name) => [name, 0])),
    binary,
    queue_procs: queues,
    other_proc: take(heapUsedBytes - queues),
    allocated_unused: take(heapTotalBytes - heapUsedBytes),
    other_system: take(bufferBytes - binary),
    plugins: take(residentBytes),
  };
  const total = { erlang: heapUsedBytes + bufferBytes, rss: residentBytes, allocated: heapTotalBytes + bufferBytes };
  return { ...parts, strategy: 'rss', total };
}

/** Hands out what is asked for, as long as there is some left. */
function takeFrom(whole: number): (wanted: number) => number {
  let left = whole;
  return (wanted) => {
    const taken = Math.min(Math.max(0, wanted), left);
    left -= taken;
    return taken;
  };
}

/** The same in percent, rounded up (RabbitMQ). */
export function relativeMemoryView(broker: Broker, numbers: MachineNumbers) {
  const { strategy: _, total, ...parts } = memoryView(broker, numbers);
  const shares = Object.entries(parts).map(([name, bytes]) => [name, Math.ceil((bytes * 100) / (total.rss || 1))]);
  return { total: 100, ...Object.fromEntries(shares) };
}
