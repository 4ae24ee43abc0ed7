import { METHOD, methodFrame, octet, uint16, uint32 } from './amqp-frames';
import { openWire } from './amqp-open';
import type { AmqpUrl } from './amqp-url';
import type { Wire } from './amqp-wire';
import { LatencyHistogram } from './latency-histogram';

export interface Waits {
  /** Milliseconds. */
  readonly longest: number;
  readonly p99: number;
}

/** Asks the broker something trivial, each time as soon as the last answer is there. */
export class Pinger {
  private readonly wire: Wire;

  private constructor(wire: Wire) {
    this.wire = wire;
  }

  static async open(url: AmqpUrl): Promise<Pinger> {
    return new Pinger((await openWire(url)).wire);
  }

  async run(milliseconds: number): Promise<Waits> {
    const question = methodFrame(1, METHOD.basicQos, uint32(0), uint16(1), octet(0));
    const histogram = new LatencyHistogram();
    let longest = 0;
    const end = performance.now() + milliseconds;
    for (let from = performance.now(); from < end; from = performance.now()) {
      await this.wire.call(question, METHOD.basicQosOk);
      const waited = performance.now() - from;
      longest = Math.max(longest, waited);
      histogram.record(waited * 1000);
    }
    await this.wire.close();
    return { longest, p99: histogram.percentile(0.99) / 1000 };
  }
}
