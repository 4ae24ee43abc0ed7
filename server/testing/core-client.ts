import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Writer } from '@/server/amqp/writer';
import type { Broker } from '@/server/broker/broker';
import type { Channel, ChannelPort } from '@/server/broker/channel';
import type { Connection, ConnectionPort } from '@/server/broker/connection';
import type { Consumer } from '@/server/broker/consumer';
import type { BrokerError } from '@/server/broker/errors';
import { EMPTY_TABLE, type FieldTable } from '@/server/broker/field-table';
import { Address, type Message } from '@/server/broker/message';
import type { Properties } from '@/server/broker/properties';
import type { Queue } from '@/server/broker/queue';
import { Session } from '@/server/broker/session';
import type { User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';

export interface Delivery {
  readonly consumer: Consumer;
  readonly deliveryTag: number;
  readonly redelivered: boolean;
  readonly body: Buffer;
  readonly routingKey: string;
  readonly headers: FieldTable;
}

/** The protocol's side of a channel that writes down what the core asks of it. */
export class RecordingChannelPort implements ChannelPort {
  readonly unconfirmedCount = 0;
  isWritable = true;
  readonly deliveries: Delivery[] = [];
  readonly cancelled: string[] = [];
  readonly failures: BrokerError[] = [];

  deliver(consumer: Consumer, message: Message, deliveryTag: number, redelivered: boolean): void {
    this.deliveries.push({
      consumer,
      deliveryTag,
      redelivered,
      body: Buffer.from(message.body()),
      routingKey: message.address.routingKey,
      headers: propertiesCodec.decodeHeaders(message.properties()),
    });
  }

  consumerCancelled(consumer: Consumer): void {
    this.cancelled.push(consumer.consumerTag);
  }

  fail(error: BrokerError): void {
    this.failures.push(error);
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
  tls: null,
  mechanism: 'PLAIN',
  channelMax: 2047,
  frameMax: 131072,
  heartbeatSeconds: 0,
  clientProperties: EMPTY_TABLE,
  connectedAt: 0,
};

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

  /** Declares a queue with nothing but arguments; only other types than the classic one are durable. */
  queue(name: string, args: FieldTable = EMPTY_TABLE): Queue {
    const durable = args.has('x-queue-type');
    return this.session.declareQueue(name, { durable, autoDelete: false, exclusive: false, arguments: args }).queue;
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

  /** Publishes and returns how many queues the message reached. */
  publish(
    exchange: string,
    routingKey: string,
    body: Uint8Array | string,
    channel: Channel | null = null,
    properties: Properties = {},
  ): number {
    const address = new Address(exchange, routingKey, addressBytes(exchange, routingKey));
    const route = this.session.route(address, channel);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const encoded = this.broker.ports.codec.encode(properties);
    const message = this.vhost.memory.allocate(address, encoded.length, bytes.length);
    message.slab.bytes.set(encoded, message.offset);
    message.slab.bytes.set(bytes, message.offset + encoded.length);
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
