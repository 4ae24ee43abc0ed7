import { Address } from './message';

const utf8 = new TextEncoder();

/** An address that no client has sent; both names are known to be at most 255 bytes long. */
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
