import { METHOD, methodFrame, octet } from './amqp-frames';
import { openWire } from './amqp-open';
import { parseAmqpUrl } from './amqp-url';
import { COUNTER, type LoadEvent, type LoadPlan } from './load-messages';
import { Pacer } from './pacer';
import { Producer } from './producer';
import { publishesOf } from './topology';

const COUNT_INTERVAL_MS = 5;

/** All producers of a run, in one thread. */
export class ProducerGroup {
  private readonly plan: LoadPlan;
  private readonly report: (event: LoadEvent) => void;
  private readonly producers: Producer[] = [];
  private pacer: Pacer | undefined;
  private counting: NodeJS.Timeout | undefined;
  private running = 0;

  constructor(plan: LoadPlan, report: (event: LoadEvent) => void) {
    this.plan = plan;
    this.report = report;
  }

  async open(): Promise<void> {
    for (let index = 0; index < this.plan.row.producers; index++) this.producers.push(await this.openProducer(index));
    this.running = this.producers.length;
  }

  start(): void {
    const { rate } = this.plan.row;
    this.counting = setInterval(() => this.count(), COUNT_INTERVAL_MS);
    if (rate > 0) {
      this.pacer = new Pacer(rate * this.producers.length, (turn) => {
        this.producers[turn % this.producers.length]?.publishOne();
      });
      this.pacer.start();
    } else {
      for (const producer of this.producers) producer.start();
    }
  }

  measure(): void {
    this.count();
  }

  stop(): void {
    this.pacer?.stop();
    for (const producer of this.producers) producer.stop();
    if (this.pacer) this.report({ kind: 'stopped' });
  }

  async close(): Promise<void> {
    clearInterval(this.counting);
    await Promise.all(this.producers.map((producer) => producer.wire.close()));
    this.count();
  }

  summary() {
    return { p50: 0, p99: 0, seen: 0, duplicates: 0, strangers: 0 };
  }

  private count(): void {
    let published = 0;
    for (const producer of this.producers) published += producer.published;
    this.plan.counters[COUNTER.published] = published;
  }

  private async openProducer(index: number): Promise<Producer> {
    const { row, prefix, messagesEach, url } = this.plan;
    const { wire } = await openWire(parseAmqpUrl(url));
    wire.onFailure = (error) => this.report({ kind: 'failed', text: `producer ${index}: ${error.message}` });
    wire.onBlocked = (reason) => this.report({ kind: 'blocked', reason });
    if (row.confirmWindow > 0) await wire.call(methodFrame(1, METHOD.confirmSelect, octet(0)), METHOD.confirmSelectOk);
    const producer = new Producer(wire, {
      index,
      publishes: publishesOf(row, prefix, index),
      confirmWindow: row.confirmWindow,
      quota: messagesEach ?? Number.POSITIVE_INFINITY,
      stamped: messagesEach !== null || row.rate > 0,
    });
    producer.onStopped = () => {
      producer.onStopped = () => {};
      if (--this.running === 0 && !this.pacer) this.report({ kind: 'stopped' });
    };
    return producer;
  }
}
