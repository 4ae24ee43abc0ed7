import type { ReplyCount } from '@/lib/live-events';
import type { Channel } from '@/server/broker/channel';
import type { Connection } from '@/server/broker/connection';
import type { Consumer } from '@/server/broker/consumer';
import { isReplyAddress } from '@/server/broker/direct-reply';
import type { Message } from '@/server/broker/message';
import { replyToOf } from '@/server/broker/message-properties';
import type { PropertiesCodec } from '@/server/broker/ports';

/** Followed requests and reply addresses that are remembered; the oldest are forgotten first. */
const MAX_KEPT = 2_000;

/** Where answers go: who has asked for them there, and who has got such a request. */
interface Address {
  /** The channel that asked last. */
  asker: string | null;
  /** By their connections, with which they are forgotten: workers come and go, and an address may stay for long. */
  readonly workers: WeakMap<Connection, Consumer>;
}

/**
 * Notices requests and their answers: a followed message with a reply-to is delivered to a consumer, whose connection then
 * publishes to that address. Nothing of the bodies is looked at.
 */
export class ReplyWatcher {
  readonly #codec: PropertiesCodec;
  /** The reply address of each followed request, by its trace number, until it is delivered. */
  readonly #requests = new Map<number, string>();
  readonly #addresses = new Map<string, Address>();
  #counts = new Map<string, ReplyCount>();

  constructor(codec: PropertiesCodec) {
    this.#codec = codec;
  }

  /** A followed message was published. */
  followed(trace: number, channel: Channel | null, message: Message): void {
    const replyTo = replyToOf(message, this.#codec);
    if (replyTo === undefined) return;
    keep(this.#requests, trace, replyTo);
    const address = this.#addresses.get(replyTo) ?? { asker: null, workers: new WeakMap() };
    address.asker = channel?.name ?? null;
    keep(this.#addresses, replyTo, address);
  }

  delivered(trace: number, consumer: Consumer | null): void {
    const replyTo = this.#requests.get(trace);
    if (replyTo === undefined || consumer === null) return;
    this.#requests.delete(trace);
    this.#addresses.get(replyTo)?.workers.set(consumer.channel.connection, consumer);
  }

  /** Any message was published, followed or not. */
  published(channel: Channel | null, { address: { exchange, routingKey } }: Message): void {
    if (this.#addresses.size === 0 || exchange !== '' || channel === null) return;
    const address = this.#addresses.get(routingKey);
    const worker = address?.workers.get(channel.connection);
    if (address === undefined || worker === undefined || worker.isCancelled) return;
    const isDirect = isReplyAddress(routingKey);
    const place = {
      channel: worker.channel.name,
      consumerTag: worker.consumerTag,
      queue: isDirect ? null : routingKey,
      asker: isDirect ? address.asker : null,
    };
    const key = JSON.stringify(place);
    this.#counts.set(key, { ...place, count: (this.#counts.get(key)?.count ?? 0) + 1 });
  }

  /** The answers since the last call. */
  take(): ReplyCount[] {
    if (this.#counts.size === 0) return [];
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    return counts;
  }
}

function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_KEPT) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
