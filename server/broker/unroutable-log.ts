import type { Channel } from './channel';
import { stringOf } from './field-table';

/** Who published: as a text that tells people apart, for the connection may be gone when somebody reads it. */
export interface Publisher {
  readonly connectionName: string;
  readonly user: string;
  /** As the client names itself. */
  readonly name: string | null;
}

/** Messages of one publisher with one key that found no queue. */
export interface UnroutableEntry {
  readonly routingKey: string;
  /** Null when it was no AMQP client: the management API, or the broker itself. */
  readonly publisher: Publisher | null;
  readonly firstAt: number;
  lastAt: number;
  count: number;
}

const MAX_ENTRIES = 100;

/**
 * What an exchange found no queue for, by key and publisher: the latest hundred of them, whatever the number of messages. An
 * exchange has one from its first unroutable message on.
 */
export class UnroutableLog {
  /** The latest last. */
  readonly #entries = new Map<string, UnroutableEntry>();
  #latest: { readonly connection: string; readonly entry: UnroutableEntry } | null = null;
  /** Messages of entries that had to make room. */
  forgotten = 0;

  /** `now` in milliseconds since the epoch. */
  add(channel: Channel | null, routingKey: string, now: number): void {
    // A program that publishes into the void does so again and again.
    const latest = this.#latest;
    const connection = channel?.connection.name ?? '';
    const entry =
      latest !== null && latest.connection === connection && latest.entry.routingKey === routingKey
        ? latest.entry
        : this.#entryFor(channel, routingKey, now);
    entry.count += 1;
    entry.lastAt = now;
  }

  #entryFor(channel: Channel | null, routingKey: string, now: number): UnroutableEntry {
    const connection = channel?.connection.name ?? '';
    const id = `${connection}\0${routingKey}`;
    const entry = this.#entries.get(id) ?? {
      routingKey,
      publisher: channel === null ? null : publisherOf(channel),
      firstAt: now,
      lastAt: now,
      count: 0,
    };
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    this.#latest = { connection, entry };
    if (this.#entries.size > MAX_ENTRIES) this.#forgetOldest();
    return entry;
  }

  #forgetOldest(): void {
    for (const [id, { count }] of this.#entries) {
      this.#entries.delete(id);
      this.forgotten += count;
      return;
    }
  }

  /** The latest first. */
  entries(): readonly UnroutableEntry[] {
    return [...this.#entries.values()].reverse();
  }
}

function publisherOf({ connection }: Channel): Publisher {
  const name = stringOf(connection.info.clientProperties.get('connection_name'));
  return { connectionName: connection.name, user: connection.user.name, name: name ?? null };
}
