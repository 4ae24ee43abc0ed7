import { openWire } from './amqp-open';
import { parseAmqpUrl } from './amqp-url';
import { Consumer, type ConsumerOptions } from './consumer';
import { DeliveryLedger } from './delivery-ledger';
import { LatencyHistogram } from './latency-histogram';
import { COUNTER, type LoadEvent, type LoadPlan, queueName } from './load-messages';
import { readStamp } from './stamp';
import { consumerArguments } from './topology';

const ACK_REST_INTERVAL_MS = 200;

/**
 * All consumers of a run, in one thread. Consumers of one queue share a ledger, as they share its messages; each reader of
 * a stream has one of its own.
 */
export class ConsumerGroup {
  private readonly plan: LoadPlan;
  private readonly report: (event: LoadEvent) => void;
  private readonly consumers: Consumer[] = [];
  private readonly ledgers: DeliveryLedger[] = [];
  private readonly histogram = new LatencyHistogram();
  private ackingRest: NodeJS.Timeout | undefined;

  constructor(plan: LoadPlan, report: (event: LoadEvent) => void) {
    this.plan = plan;
    this.report = report;
    const { row, messagesEach } = plan;
    if (messagesEach === null) return;
    const ledgers = row.topology === 'stream' ? row.consumers : row.queues;
    for (let i = 0; i < ledgers; i++) this.ledgers.push(new DeliveryLedger(row.producers, messagesEach));
  }

  async open(): Promise<void> {
    for (let index = 0; index < this.plan.row.consumers; index++) this.consumers.push(await this.openConsumer(index));
  }

  start(): void {
    const { ackEvery } = this.plan.row;
    if (ackEvery === 0) return;
    this.ackingRest = setInterval(() => {
      for (const consumer of this.consumers) consumer.ackRest();
    }, ACK_REST_INTERVAL_MS);
  }

  measure(): void {
    this.histogram.reset();
  }

  stop(): void {
    for (const consumer of this.consumers) consumer.ackRest();
  }

  async close(): Promise<void> {
    clearInterval(this.ackingRest);
    await Promise.all(this.consumers.map((consumer) => consumer.wire.close()));
  }

  summary() {
    let [seen, duplicates, strangers] = [0, 0, 0];
    for (const ledger of this.ledgers) {
      seen += ledger.countSeen();
      duplicates += ledger.duplicates;
      strangers += ledger.strangers;
    }
    return { p50: this.histogram.percentile(0.5), p99: this.histogram.percentile(0.99), seen, duplicates, strangers };
  }

  private async openConsumer(index: number): Promise<Consumer> {
    const { row, prefix, counters, url } = this.plan;
    const { wire } = await openWire(parseAmqpUrl(url));
    wire.onFailure = (error) => this.report({ kind: 'failed', text: `consumer ${index}: ${error.message}` });
    const queue = index % row.queues;
    const consumer = new Consumer(wire, {
      queue: queueName(prefix, queue),
      ackEvery: row.ackEvery,
      prefetchCount: row.prefetchCount,
      arguments: consumerArguments(row),
      onBody: this.bodyReader(row.topology === 'stream' ? index : queue),
      onConsumed: (count) => {
        counters[COUNTER.consumed] = (counters[COUNTER.consumed] ?? 0) + count;
      },
    });
    await consumer.consume();
    return consumer;
  }

  private bodyReader(ledgerIndex: number): ConsumerOptions['onBody'] {
    const ledger = this.ledgers[ledgerIndex];
    if (ledger) {
      return (bytes, bodyAt) => {
        const { producer, sequence } = readStamp(bytes, bodyAt);
        ledger.mark(producer, sequence);
      };
    }
    if (this.plan.row.rate === 0) return undefined;
    return (bytes, bodyAt) => {
      const elapsed = process.hrtime.bigint() - readStamp(bytes, bodyAt).time;
      this.histogram.record(Number(elapsed) / 1000);
    };
  }
}
