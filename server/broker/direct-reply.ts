import type { Channel } from './channel';
import { type ConsumeOptions, Consumer } from './consumer';
import { BrokerError } from './errors';
import { EMPTY_TABLE } from './field-table';
import { Queue } from './queue';
import type { QueueHost } from './queue-host';

/** The queue that is none: whoever consumes from it gets the answers to the requests of the same channel. */
export const DIRECT_REPLY_TO = 'amq.rabbitmq.reply-to';

const PREFIX = `${DIRECT_REPLY_TO}.`;

export function isReplyAddress(name: string): boolean {
  return name.startsWith(PREFIX);
}

/**
 * RabbitMQ's direct reply-to: answers go straight to the channel that asked. Each such channel has a queue that no list
 * shows and that goes with its consumer; its name is what the reply-to property is rewritten to.
 */
export class ReplyQueues {
  readonly #host: QueueHost;
  readonly #queues = new Map<string, Queue>();

  constructor(host: QueueHost) {
    this.#host = host;
  }

  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  /** Throws precondition-failed with RabbitMQ's texts. */
  consume(channel: Channel, options: ConsumeOptions, secret: string): Consumer {
    if (!options.noAck) throw new BrokerError('precondition-failed', 'reply consumer cannot acknowledge');
    if (channel.replyQueue !== null) throw new BrokerError('precondition-failed', 'reply consumer already set');
    const name = `${PREFIX}${secret}`;
    const queue = new Queue(this.#host, name, channel.connection, {
      durable: false,
      autoDelete: true,
      exclusive: true,
      arguments: EMPTY_TABLE,
    });
    const consumer = new Consumer(channel, queue, 0, options);
    this.#queues.set(name, queue);
    channel.replyQueue = queue;
    channel.consumers.set(consumer.consumerTag, consumer);
    queue.addConsumer(consumer);
    return consumer;
  }

  /** Whether it was one of them; forgets it then, with the answers that have not been delivered. */
  remove(consumer: Consumer): boolean {
    const { queue, channel } = consumer;
    if (channel.replyQueue !== queue) return false;
    channel.replyQueue = null;
    channel.consumers.delete(consumer.consumerTag);
    queue.removeConsumer(consumer);
    queue.isDeleted = true;
    queue.purge();
    this.#queues.delete(queue.name);
    return true;
  }
}
