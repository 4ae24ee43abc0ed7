import type { Broker } from '@/server/broker/broker';
import { meterOf } from './rates';

/** What the process takes of its machine, as it was last looked at. What cannot be known here is 0. */
export interface MachineNumbers {
  readonly residentBytes: number;
  /** Of the broker's thread: its heap, and the buffers beside it. */
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  readonly bufferBytes: number;
  readonly openFiles: number;
  readonly maxOpenFiles: number;
  /** Where the data folder is. */
  readonly diskFreeBytes: number;
}

export type MachinePort = () => MachineNumbers;

export function memoryNumbers() {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  return { residentBytes: rss, heapUsedBytes: heapUsed, heapTotalBytes: heapTotal, bufferBytes: external };
}

/** For when nobody looks at files and disks. */
export const memoryOnly: MachinePort = () => ({
  ...memoryNumbers(),
  openFiles: 0,
  maxOpenFiles: 0,
  diskFreeBytes: 0,
});

/** Numbers of a node under RabbitMQ's names. Erlang's own are 0: there is no Erlang here. */
export function machineMeter(machine: MachinePort) {
  return meterOf<Broker>({
    mem_used: () => machine().residentBytes,
    fd_used: () => machine().openFiles,
    sockets_used: ({ connections }) => connections.size,
    proc_used: () => 0,
    disk_free: () => machine().diskFreeBytes,
    gc_num: () => 0,
    gc_bytes_reclaimed: () => 0,
    context_switches: () => 0,
  });
}
