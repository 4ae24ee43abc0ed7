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
  /** Every queue is bound to one fanout exchange, so one publish is `queues` deliveries. */
  readonly fanout: boolean;
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
  fanout: false,
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
    fanout: true,
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
export const copiesOf = (row: Row): number => (row.fanout ? row.queues : 1);
