import type { Broker } from '@/server/broker/broker';
import type { Channel } from '@/server/broker/channel';
import type { Properties } from '@/server/broker/properties';
import type { Queue } from '@/server/broker/queue';
import { CoreClient, type Delivery, RecordingChannelPort } from './core-client';
import { FakeTime } from './fake-time';
import { createTestBroker } from './start-test-broker';
import { tableOf } from './table-of';

type Arguments = Parameters<typeof tableOf>[0];

/** A broker with one client and a time of its own, to try the rules of queues. */
export class QueueBench {
  readonly time = new FakeTime();
  readonly broker: Broker = createTestBroker(undefined, { clock: this.time, timer: this.time });
  readonly client = new CoreClient(this.broker);
  readonly port = new RecordingChannelPort();
  readonly channel: Channel = this.client.openChannel(this.port);

  queue(name: string, args: Arguments = {}): Queue {
    return this.client.queue(name, tableOf(args));
  }

  /** Publishes to queues by the default exchange; true unless a queue refused one of the messages. */
  publish(queue: string, bodies: string, properties: Properties = {}): boolean {
    let isTaken = true;
    for (const body of bodies) {
      this.client.publish('', queue, body, null, properties);
      isTaken &&= !this.client.vhost.hasRefused;
    }
    this.broker.endTurn();
    return isTaken;
  }

  /** Takes everything that is ready; the bodies in order. */
  drain(queue: string): string {
    let bodies = '';
    for (const { body } of this.drainAll(queue)) bodies += body.toString();
    return bodies;
  }

  drainAll(queue: string): Delivery[] {
    const port = new RecordingChannelPort();
    const channel = this.client.openChannel(port);
    this.client.consume(channel, queue, 'drain', { noAck: true });
    this.broker.endTurn();
    this.broker.closeChannel(channel);
    return port.deliveries;
  }

  /** What the first channel has received: the bodies in order. */
  get received(): string {
    return this.port.deliveries.map(({ body }) => body.toString()).join('');
  }

  /** Lets time pass, in which whatever is due happens. */
  pass(milliseconds: number): void {
    this.time.pass(milliseconds);
  }
}
