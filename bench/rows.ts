/**
 * Between producers and queues: the default exchange; one fanout exchange to which every queue is bound, so that one
 * publish is `queues` deliveries; a topic or headers exchange with many bindings, of which each message meets one; or the
 * default exchange with a queue of a kind. Every consumer of a stream reads all of it.
 */
export type Topology = 'plain' | 'fanout' | 'topic' | 'headers' | 'priority' | 'ttl' | 'stream';

/** One line of the benchmark: who publishes what to whom, with which guarantees. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly producers: number;
  readonly consumers: number;
  readonly queues: number;
  readonly bodyBytes: number;
  /** Durable queues and persistent messages. */
  readonly durable: boolean;
  /** Publishes that may be unconfirmed at a time; 0 publishes without confirms. */
  readonly confirmWindow: number;
  /** Deliveries to one ack; 0 consumes with auto-ack. */
  readonly ackEvery: number;
  readonly prefetchCount: number;
  readonly topology: Topology;
  /** Messages a second of each producer; 0 is as fast as the broker takes them. A rated row measures latency. */
  readonly rate: number;
  /** Measured right after a spell of full load; the rounds follow each other without another one. */
  readonly afterLoad: boolean;
}

const plain: Omit<Row, 'id' | 'title'> = {
  producers: 1,
  consumers: 1,
  queues: 1,
  bodyBytes: 16,
  durable: false,
  confirmWindow: 0,
  ackEvery: 0,
  prefetchCount: 0,
  topology: 'plain',
  rate: 0,
  afterLoad: false,
};

const kibibyte = { bodyBytes: 1024 };

export const FULL_LOAD: Row = {
  ...plain,
  id: 'confirms',
  title: 'transient, confirms (window 1000), auto-ack',
  confirmWindow: 1000,
};

export const ROWS: readonly Row[] = [
  { ...plain, id: 'transient', title: 'transient, no confirms, auto-ack' },
  FULL_LOAD,
  { ...FULL_LOAD, ...kibibyte, id: 'confirms-1k', title: 'transient, confirms (window 1000), auto-ack, 1 KiB' },
  {
    ...plain,
    id: 'durable',
    title: 'durable, persistent, confirms (window 1000), ack every 50, prefetch 500',
    durable: true,
    confirmWindow: 1000,
    ackEvery: 50,
    prefetchCount: 500,
  },
  {
    ...plain,
    ...kibibyte,
    id: 'durable-1k',
    title: 'durable, persistent, confirms (window 100), ack each, prefetch 100, 1 KiB',
    durable: true,
    confirmWindow: 100,
    ackEvery: 1,
    prefetchCount: 100,
  },
  {
    ...plain,
    id: 'fanout',
    title: 'fanout to 10 queues, 10 consumers, confirms (window 500), auto-ack (deliveries)',
    queues: 10,
    consumers: 10,
    confirmWindow: 500,
    topology: 'fanout',
  },
  {
    ...plain,
    id: 'many-queues',
    title: '20 producers, 20 queues, 20 consumers, confirms (window 100), ack every 10',
    producers: 20,
    consumers: 20,
    queues: 20,
    confirmWindow: 100,
    ackEvery: 10,
  },
  {
    ...plain,
    id: 'shared-queue',
    title: '4 producers, 1 queue, 4 consumers, confirms (window 1000), auto-ack',
    producers: 4,
    consumers: 4,
    confirmWindow: 1000,
  },
  {
    ...FULL_LOAD,
    id: 'topic',
    title: 'topic exchange with 10,000 bindings, confirms (window 1000), auto-ack',
    topology: 'topic',
  },
  {
    ...FULL_LOAD,
    id: 'headers',
    title: 'headers exchange with 1,000 bindings, confirms (window 1000), auto-ack',
    topology: 'headers',
  },
  {
    ...FULL_LOAD,
    id: 'priority',
    title: 'priority queue with 10 levels, confirms (window 1000), auto-ack',
    topology: 'priority',
  },
  {
    ...FULL_LOAD,
    id: 'ttl',
    title: 'queue with a TTL of a minute, confirms (window 1000), auto-ack',
    topology: 'ttl',
  },
  {
    ...plain,
    id: 'stream',
    title: 'stream, persistent, confirms (window 1000), 3 readers, ack every 50, prefetch 500 (deliveries)',
    topology: 'stream',
    consumers: 3,
    durable: true,
    confirmWindow: 1000,
    ackEvery: 50,
    prefetchCount: 500,
  },
  { ...plain, id: 'latency', title: 'latency at 2,000/s, p50 / p99', rate: 2000 },
  {
    ...plain,
    id: 'latency-after-load',
    title: 'latency at 2,000/s right after full load, p50 / p99',
    rate: 2000,
    afterLoad: true,
  },
];

/** Deliveries that one publish causes. */
export function copiesOf({ topology, queues, consumers }: Row): number {
  if (topology === 'fanout') return queues;
  return topology === 'stream' ? consumers : 1;
}
