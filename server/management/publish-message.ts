import { Address } from '@/server/broker/message';
import type { Properties } from '@/server/broker/properties';
import type { Session } from '@/server/broker/session';

export interface Publication {
  readonly exchange: string;
  readonly routingKey: string;
  readonly properties: Properties;
  readonly body: Uint8Array;
}

/**
 * Publishes as a mandatory message. `unroutable` when no queue was there for it, `refused` when one that is full would not
 * take it: a publisher over AMQP gets a basic.nack then. Throws a BrokerError.
 */
export function publishMessage(session: Session, publication: Publication): 'routed' | 'unroutable' | 'refused' {
  const { broker, vhost } = session;
  const { properties, body } = publication;
  const address = addressOf(publication.exchange, publication.routingKey);
  const route = session.route(address, null);
  const encoded = broker.ports.codec.encode(properties);
  const message = broker.memory.allocate(address, encoded.length, body.length);
  message.slab.bytes.set(encoded, message.offset);
  message.slab.bytes.set(body, message.offset + encoded.length);
  const admitted = session.admit(route, message, null);
  const isRouted = vhost.publish(admitted.route, admitted.message, null) > 0;
  if (isRouted) return vhost.hasRefused ? 'refused' : 'routed';
  vhost.discard(admitted.message, true);
  return 'unroutable';
}

const utf8 = new TextEncoder();

/** Where to publish. Both names are known to be at most 255 bytes long. */
export function addressOf(exchange: string, routingKey: string): Address {
  const first = utf8.encode(exchange);
  const second = utf8.encode(routingKey);
  const bytes = new Uint8Array(2 + first.length + second.length);
  bytes[0] = first.length;
  bytes.set(first, 1);
  bytes[1 + first.length] = second.length;
  bytes.set(second, 2 + first.length);
  return new Address(exchange, routingKey, bytes);
}
