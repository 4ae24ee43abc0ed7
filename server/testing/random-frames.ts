import { type FieldType, METHODS, type MethodName } from '@/server/amqp/spec';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { bodyFrames, frame, headerFrame, methodFrame, publishFrames } from './raw-frames';
import type { SeededRandom } from './seeded-random';

const NAMES = [
  '',
  'q',
  'q2',
  'x',
  'amq.direct',
  'amq.topic',
  'amq.headers',
  'amq.x',
  'a.b',
  '#',
  'direct',
  'topic',
  'headers',
  '\r\n',
  'ä',
];
const METHOD_NAMES = Object.keys(METHODS) as MethodName[];
/** What a client may send on a channel, and keeps the broker busy. */
const USEFUL = METHOD_NAMES.filter((name) =>
  /^(queue|exchange|basic)\.(?!.*-ok|deliver|return|get-empty|publish)/.test(name),
);

/** Frames as a client may send them that means no good, or was written badly. */
export class RandomFrames {
  readonly #random: SeededRandom;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  /** One frame, or a few that belong together; most of them are well formed. */
  next(): Uint8Array {
    const whole = this.#wellFormed();
    return this.#random.chance(0.1) ? this.#mutated(whole) : whole;
  }

  #wellFormed(): Uint8Array {
    const random = this.#random;
    const channel = random.chance(0.98) ? 1 : random.pick([0, 2, 3, 2047, 2048, 65535]);
    const kind = random.below(40);
    if (kind < 14) return this.#publish(channel);
    if (kind < 31) return this.#method(channel, random.pick(USEFUL));
    if (kind < 32) return this.#method(channel, random.pick(METHOD_NAMES));
    if (kind < 38) return frame(8, random.chance(0.99) ? 0 : 1, new Uint8Array(0));
    if (kind < 39) return methodFrame(channel, 'confirm.select');
    return frame(random.below(10), channel, random.bytes(random.below(60)));
  }

  #publish(channel: number): Uint8Array {
    const random = this.#random;
    const body = random.bytes(random.pick([0, 1, 20, 200, 5000]));
    if (random.chance(0.02))
      return Buffer.concat([headerFrame(channel, random.below(30)), ...bodyFrames(channel, body, 4096)]);
    return publishFrames(channel, {
      exchange: random.pick(['', '', 'x', 'x', 'amq.topic', 'amq.headers', 'amq.fanout', random.pick(NAMES)]),
      routingKey: random.pick(NAMES),
      mandatory: random.chance(0.3),
      immediate: random.chance(0.01),
      body,
      frameMaxBytes: random.pick([100, 4096]),
      properties: random.chance(0.5)
        ? {}
        : { headers: this.#table(), userId: random.chance(0.95) ? 'guest' : 'root', priority: random.below(256) },
    });
  }

  #method(channel: number, name: MethodName): Uint8Array {
    const fields = Object.entries(METHODS[name][2]) as [string, FieldType][];
    const args = Object.fromEntries(fields.map(([field, type]) => [field, this.#value(type, field)]));
    return methodFrame(channel, name, args as never);
  }

  #value(type: FieldType, field: string): unknown {
    const random = this.#random;
    // The same tag twice ends the connection.
    if (field === 'consumerTag' && random.chance(0.9)) return `tag-${random.below(1_000_000)}`;
    switch (type) {
      case 'bit':
        return random.chance(field === 'requeue' ? 0.9 : 0.3);
      case 'octet':
        return random.below(256);
      case 'short':
        return random.chance(0.8) ? random.below(10) : random.below(0x10000);
      case 'long':
        return random.chance(0.98) ? 0 : random.below(0x1_0000_0000);
      case 'longlong':
        return random.chance(0.8) ? random.below(20) : random.below(Number.MAX_SAFE_INTEGER);
      case 'shortstr':
      case 'longstr':
        return random.pick(NAMES);
      case 'bytes':
        return random.bytes(random.below(20));
      case 'table':
        return random.chance(0.8) ? new Map() : this.#table();
    }
  }

  #table(depth = 0): FieldTable {
    const random = this.#random;
    const keys = [
      'x-match',
      'x-priority',
      'x-queue-type',
      'alternate-exchange',
      'x-dead-letter-exchange',
      'x-message-ttl',
      'n',
    ];
    return new Map(Array.from({ length: random.below(3) }, () => [random.pick(keys), this.#field(depth)]));
  }

  #field(depth: number): FieldValue {
    const random = this.#random;
    if (depth < 3 && random.chance(0.2)) return { type: 'table', value: this.#table(depth + 1) };
    if (depth < 3 && random.chance(0.2))
      return { type: 'array', value: [this.#field(depth + 1), this.#field(depth + 1)] };
    return random.pick<FieldValue>([
      { type: 'void' },
      { type: 'longstr', value: random.pick(['all', 'any', 'classic', 'quorum', 'x', '']) },
      { type: 'signedint', value: random.below(1000) - 500 },
      { type: 'long', value: -(2n ** 63n) },
      { type: 'double', value: Number.NaN },
      { type: 'bool', value: true },
    ]);
  }

  #mutated(whole: Uint8Array): Uint8Array {
    const random = this.#random;
    const bytes = Uint8Array.from(whole);
    const at = random.below(bytes.length);
    switch (random.below(7)) {
      case 0:
        bytes[at] = random.below(256);
        return bytes;
      case 1:
        return bytes.subarray(0, at);
      case 2:
        return Buffer.concat([bytes.subarray(0, at), random.bytes(1 + random.below(8)), bytes.subarray(at)]);
      case 3:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(4))]);
      case 4:
        bytes[3 + random.below(4)] = random.below(256);
        return bytes;
      case 5:
        bytes[7 + random.below(4)] = random.below(128);
        return bytes;
      default:
        return Buffer.concat([bytes, bytes]);
    }
  }
}
