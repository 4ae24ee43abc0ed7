import type { ConsumerDetails } from '@/lib/management-api';
import type { Channel } from '@/server/broker/channel';
import type { Consumer } from '@/server/broker/consumer';
import type { FieldsOf, ViewContext } from '@/server/management/fields';
import { tableToJson } from '@/server/management/json-fields';

export function channelDetails(channel: Channel, { nodeName }: Pick<ViewContext, 'nodeName'>) {
  const { name, user, info } = channel.connection;
  return {
    name: channel.name,
    number: channel.number,
    connection_name: name,
    peer_host: info.peerHost,
    peer_port: info.peerPort,
    node: nodeName,
    user: user.name,
  };
}

export const consumerFields: FieldsOf<Consumer, ConsumerDetails> = {
  consumer_tag: (consumer) => consumer.consumerTag,
  ack_required: (consumer) => !consumer.noAck,
  active: () => true,
  activity_status: () => 'up',
  exclusive: (consumer) => consumer.exclusive,
  prefetch_count: (consumer) => consumer.prefetchCount,
  arguments: (consumer) => tableToJson(consumer.arguments),
  /** Clients need a number; 0 says that there is no time limit. */
  consumer_timeout: () => 0,
  queue: ({ queue }) => ({ name: queue.name, vhost: queue.vhost }),
  channel_details: (consumer, context) => channelDetails(consumer.channel, context),
};
