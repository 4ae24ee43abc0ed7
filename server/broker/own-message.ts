import { addressOf } from './address-bytes';
import type { Exchange } from './exchange';
import type { Message } from './message';
import type { Properties } from './properties';
import type { VHost } from './vhost';

/** A short string holds so many bytes. */
const MAX_KEY_BYTES = 255;

/**
 * Publishes a message of the broker's own to an exchange; with the body of another message, when one is given. Does
 * nothing when nothing is bound there.
 */
export function publishOwn(
  vhost: VHost,
  exchange: Exchange,
  routingKey: string,
  properties: Properties,
  source: Message | null = null,
): void {
  if (exchange.outgoing.size === 0) return;
  const key = shorten(routingKey);
  const encoded = vhost.broker.ports.codec.encode(properties);
  if (source !== null) source.holders += 1;
  const message = vhost.memory.allocate(addressOf(exchange.name, key), encoded.length, source?.bodyBytes ?? 0);
  message.slab.bytes.set(encoded, message.offset);
  if (source !== null) {
    message.slab.bytes.set(source.body(), message.offset + encoded.length);
    source.holders -= 1;
  }
  vhost.publishAgain({ exchange, routingKeys: [key] }, message, () => true);
}

/** Names of exchanges and queues may be as long as a key, which has a word more. */
function shorten(key: string): string {
  const { read } = new TextEncoder().encodeInto(key, new Uint8Array(MAX_KEY_BYTES));
  return key.slice(0, read);
}
