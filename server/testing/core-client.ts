import { Writer } from '@/server/amqp/writer';
import type { Broker } from '@/server/broker/broker';
import type { Channel, ChannelPort } from '@/server/broker/channel';
import type { Connection, ConnectionPort } from '@/server/broker/connection';
import type { Consumer } from '@/server/broker/consumer';
import { EMPTY_TABLE } from '@/server/broker/field-table';
import { Address, type Message } from '@/server/broker/message';
import { Session } from '@/server/broker/session';
import type { User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';

export interface Delivery {
  readonly consumer: Consumer;
  readonly deliveryTag: number;
  readonly redelivered: boolean;
  readonly body: Buffer;
}

/** The protocol's side of a channel that writes down what the core asks of it. */
export class RecordingChannelPort implements ChannelPort {
  isWritable = true;
  readonly deliveries: Delivery[] = [];
  readonly cancelled: string[] = [];

  deliver(consumer: Consumer, message: Message, deliveryTag: number, redelivered: boolean): void {
    this.deliveries.push({ consumer, deliveryTag, redelivered, body: Buffer.from(message.body()) });
  }

  consumerCancelled(consumer: Consumer): void {
    this.cancelled.push(consumer.consumerTag);
  }
}

class RecordingConnectionPort implements ConnectionPort {
  readonly closedWith: string[] = [];
  readonly blocks: (string | null)[] = [];

  close(text: string): void {
    this.closedWith.push(text);
  }

  block(reason: string | null): void {
    this.blocks.push(reason);
  }
}

const INFO = {
  peerHost: '127.0.0.1',
  host: '127.0.0.1',
  port: 5672,
  protocol: 'AMQP 0-9-1',
  isTls: false,
  mechanism: 'PLAIN',
  channelMax: 2047,
  frameMax: 131072,
  heartbeatSeconds: 0,
  clientProperties: EMPTY_TABLE,
  connectedAt: 0,
};

/** The flags alone. */
const NO_PROPERTIES = new Uint8Array(2);

let lastPeerPort = 0;

/** A client of the core without a protocol between them. */
export class CoreClient {
  readonly port = new RecordingConnectionPort();
  readonly connection: Connection;
  readonly session: Session;
  readonly broker: Broker;

  constructor(broker: Broker, userName = 'guest', vhostName = '/') {
    const user = broker.access.users.get(userName) as User;
    const vhost = broker.access.checkVHost(user, vhostName);
    lastPeerPort += 1;
    this.broker = broker;
    this.connection = broker.openConnection(vhost, user, { ...INFO, peerPort: lastPeerPort }, this.port);
    this.session = new Session(broker, vhost, user, this.connection);
  }

  get vhost(): VHost {
    return this.session.vhost;
  }

  openChannel(port: ChannelPort = new RecordingChannelPort()): Channel {
    return this.broker.openChannel(this.connection, this.connection.channels.size + 1, port);
  }

  /** Declares a queue without properties. */
  queue(name: string): void {
    this.session.declareQueue(name, { durable: false, autoDelete: false, exclusive: false, arguments: EMPTY_TABLE });
  }

  consume(
    channel: Channel,
    queue: string,
    consumerTag: string,
    options: { noAck?: boolean; priority?: number } = {},
  ): Consumer {
    const { noAck = false, priority } = options;
    const args =
      priority === undefined ? EMPTY_TABLE : new Map([['x-priority', { type: 'signedint', value: priority } as const]]);
    return this.session.consume(channel, queue, { consumerTag, noAck, exclusive: false, arguments: args });
  }

  /** Publishes without properties, unless they are given, and returns how many queues took the message. */
  publish(
    exchange: string,
    routingKey: string,
    body: Uint8Array | string,
    channel: Channel | null = null,
    properties: Uint8Array = NO_PROPERTIES,
  ): number {
    const address = new Address(exchange, routingKey, addressBytes(exchange, routingKey));
    const route = this.session.route(address, channel);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const message = this.vhost.memory.allocate(address, properties.length, bytes.length);
    message.slab.bytes.set(properties, message.offset);
    message.slab.bytes.set(bytes, message.offset + properties.length);
    const queues = this.vhost.publish(route, message, channel);
    if (queues === 0) this.vhost.discard(message, false);
    return queues;
  }
}

function addressBytes(exchange: string, routingKey: string): Uint8Array {
  const writer = new Writer();
  writer.shortstr(exchange);
  writer.shortstr(routingKey);
  return writer.done().slice();
}
