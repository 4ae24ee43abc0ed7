import type { ReadyMessage } from '@/server/broker/queue';
import type { Call } from '@/server/management/call';
import type { HeldMessage } from '@/server/management/message-scan';
import { channelDetails } from './consumer-view';
import { type PayloadWish, payloadView, propertiesView } from './message-view';

/** A ready message, which stays where it is. */
export function readyView(call: Call, { order, message, redelivered }: ReadyMessage, wish: PayloadWish) {
  return {
    state: 'ready',
    /** By which a message can be chosen. */
    order,
    redelivered,
    exchange: message.address.exchange,
    routing_key: message.address.routingKey,
    properties: propertiesView(message, call.broker.ports.codec),
    payload_bytes: message.bodyBytes,
    ...payloadView(message, wish),
  };
}

/** An unacked message, with who holds it and for how long. */
export function heldView(call: Call, held: HeldMessage, wish: PayloadWish) {
  const { channel, consumer, deliveryTag, message, order } = held;
  const { meters, broker, options } = call;
  const age = meters.deliveries.age(channel, deliveryTag, broker.ports.clock.now());
  return {
    ...readyView(call, { order, message, redelivered: false }, wish),
    state: 'unacked',
    redelivered: undefined,
    delivery_tag: deliveryTag,
    /** Empty for basic.get. */
    consumer_tag: consumer?.consumerTag ?? '',
    channel_details: channelDetails(channel, { nodeName: options.nodeName }),
    /** Milliseconds: between the two; the upper one is null when nobody has looked before. */
    age_ms: age.atLeast,
    age_ms_at_most: age.atMost,
  };
}
