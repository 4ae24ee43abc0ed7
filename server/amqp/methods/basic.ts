import { BrokerError } from '@/server/broker/errors';
import type { AmqpChannel } from '../amqp-channel';
import { unknownDeliveryTag } from '../delivery-tag';
import type { Handlers } from './dispatch';
import { queueName } from './queue';

function recover(channel: AmqpChannel, requeue: boolean): void {
  if (requeue) channel.channel.requeueAll();
  else channel.channel.redeliverAll();
}

export const basicHandlers: Handlers = {
  'basic.qos'(channel, { prefetchSize, prefetchCount, global }) {
    if (prefetchSize !== 0) throw new BrokerError('not-implemented', `prefetch_size!=0 (${prefetchSize})`);
    if (global) channel.channel.setGlobalPrefetch(prefetchCount);
    else channel.channel.prefetchCount = prefetchCount;
    channel.send('basic.qos-ok', {});
  },

  'basic.consume'(channel, args) {
    const name = queueName(channel, args.queue);
    const consumer = channel.session.consume(channel.channel, name, args);
    if (!args.noWait) channel.send('basic.consume-ok', { consumerTag: consumer.consumerTag });
  },

  /** Cancelling an unknown consumer succeeds (RabbitMQ). */
  'basic.cancel'(channel, { consumerTag, noWait }) {
    const consumer = channel.channel.consumers.get(consumerTag);
    if (consumer) channel.session.cancel(consumer);
    if (!noWait) channel.send('basic.cancel-ok', { consumerTag });
  },

  'basic.cancel-ok'() {},

  'basic.get'(channel, { queue, noAck }) {
    const fetched = channel.session.get(queueName(channel, queue), noAck, channel.channel);
    if (!fetched) {
      channel.channel.getEmpty += 1;
      channel.send('basic.get-empty', {});
      return;
    }
    const { message, content, redelivered, remaining } = fetched;
    const deliveredAt = channel.session.broker.turn.ms;
    const unacked = noAck ? null : { message, queue: fetched.queue, order: fetched.order, consumer: null, deliveredAt };
    const deliveryTag = channel.channel.numberGet(unacked, redelivered);
    const { exchange, routingKey } = message.address;
    channel.sendContent(
      'basic.get-ok',
      { deliveryTag, redelivered, exchange, routingKey, messageCount: remaining },
      content,
    );
    fetched.queue.forget(message, content);
    if (noAck) fetched.queue.release(message);
  },

  'basic.ack'(channel, { deliveryTag, multiple }) {
    if (!channel.channel.acknowledge(deliveryTag, multiple)) throw unknownDeliveryTag(deliveryTag);
  },

  'basic.nack'(channel, { deliveryTag, multiple, requeue }) {
    if (!channel.channel.reject(deliveryTag, multiple, requeue)) throw unknownDeliveryTag(deliveryTag);
  },

  /** In a quorum queue a reject is a failed delivery and a nack is not (RabbitMQ 4.3). */
  'basic.reject'(channel, { deliveryTag, requeue }) {
    if (!channel.channel.reject(deliveryTag, false, requeue, true)) throw unknownDeliveryTag(deliveryTag);
  },

  'basic.recover'(channel, { requeue }) {
    recover(channel, requeue);
    channel.send('basic.recover-ok', {});
  },

  'basic.recover-async'(channel, { requeue }) {
    recover(channel, requeue);
  },
};
