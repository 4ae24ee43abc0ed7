import type { ReadyMessage } from '@/server/broker/ready-list';
import type { Call } from '@/server/management/call';
import type { HeldMessage } from '@/server/management/message-scan';
import type { WaitingItem } from '@/server/management/waiting-messages';
import { channelDetails } from './consumer-view';
import { openProperties, type PayloadWish, payloadView, propertiesView } from './message-view';

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

/** For how long a message has been unacked, in milliseconds. */
export function ageOf({ broker }: Call, { deliveredAt }: HeldMessage): number {
  return Math.max(0, Math.floor(broker.ports.clock.now() - broker.turn.epoch(deliveredAt)));
}

/** A message that waits for its time. */
export function waitingView(
  call: Call,
  { message, order, dueAt, place, keptAs, exchange }: WaitingItem,
  wish: PayloadWish,
) {
  return {
    ...readyView(call, { order: order ?? place, message, redelivered: exchange === null }, wish),
    state: 'scheduled',
    properties: openProperties(message, call.broker.ports.codec),
    /** Milliseconds since the epoch. */
    due_at: dueAt,
    due_in_ms: Math.max(dueAt - call.broker.ports.clock.now(), 0),
    /** Tells it apart from others that are due at the same time. */
    place,
    /** By which it can be published now or dropped, when an exchange keeps it. */
    kept_as: keptAs,
    /** Null when its queue waits to deliver it again. */
    delayed_by: exchange?.name ?? null,
  };
}

/** An unacked message, with who holds it and for how long. */
export function heldView(call: Call, held: HeldMessage, wish: PayloadWish) {
  const { channel, consumer, deliveryTag, message, order } = held;
  const { options } = call;
  return {
    ...readyView(call, { order, message, redelivered: false }, wish),
    state: 'unacked',
    redelivered: undefined,
    delivery_tag: deliveryTag,
    /** Empty for basic.get. */
    consumer_tag: consumer?.consumerTag ?? '',
    channel_details: channelDetails(channel, { nodeName: options.nodeName }),
    /** Milliseconds. */
    age_ms: ageOf(call, held),
  };
}
