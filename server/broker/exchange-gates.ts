import { Deadline } from './deadlines';
import type { Content } from './exchange-types/exchange-type';
import { canonicalTable, type FieldTable, integerOf, stringOf } from './field-table';
import type { Message } from './message';

/** Stands before the bindings of an exchange and decides whether a message goes on to them now. */
export interface Gate {
  letsPass(content: Content): boolean;
  /** Gives back what it holds. */
  close(): void;
}

export interface DelayPorts {
  setDeadline(deadline: Deadline, at: number): void;
  /** Milliseconds since the epoch. */
  now(): number;
  release(message: Message): void;
}

/** A message that an exchange has kept, with the routing keys that it was published with. */
export interface Kept {
  readonly message: Message;
  readonly routingKeys: readonly string[];
}

/** The gates that the arguments of an exchange ask for; `letGo` takes over messages whose delay is over. */
export function gatesFor(
  options: { readonly type: string; readonly arguments: FieldTable },
  ports: DelayPorts,
  letGo: (kept: Kept) => void,
): Gate[] {
  const args = options.arguments;
  const gates: Gate[] = [];
  if (isTrue(args, 'x-message-deduplication')) gates.push(new DeduplicationGate(args, ports));
  if (options.type === 'x-delayed-message' || isTrue(args, 'x-delayed-exchange')) {
    gates.push(new DelayGate(ports, letGo));
  }
  return gates;
}

function isTrue(args: FieldTable, name: string): boolean {
  const field = args.get(name);
  return field?.type === 'bool' && field.value;
}

const DEFAULT_CACHE_SIZE = 128;
const DEFAULT_DEDUPLICATION_HEADER = 'x-deduplication-header';

/** Lets each value of a header pass once, as long as it is remembered (LavinMQ's message deduplication). */
class DeduplicationGate implements Gate {
  readonly #header: string;
  readonly #size: number;
  readonly #ttlMs: number;
  readonly #ports: DelayPorts;
  /** The values seen, oldest first, with the times at which they are forgotten. */
  readonly #seen = new Map<string, number>();

  constructor(args: FieldTable, ports: DelayPorts) {
    this.#header = stringOf(args.get('x-deduplication-header')) ?? DEFAULT_DEDUPLICATION_HEADER;
    this.#size = integerOf(args.get('x-cache-size')) ?? DEFAULT_CACHE_SIZE;
    this.#ttlMs = integerOf(args.get('x-cache-ttl')) ?? Number.POSITIVE_INFINITY;
    this.#ports = ports;
  }

  /** A message without the header is never taken for another one; its own x-cache-ttl goes before the exchange's. */
  letsPass({ headers }: Content): boolean {
    const field = headers.get(this.#header);
    if (field === undefined) return true;
    const value = canonicalTable(new Map([['', field]]));
    const now = this.#ports.now();
    const until = this.#seen.get(value);
    if (until !== undefined && now < until) return false;
    this.#seen.delete(value);
    this.#seen.set(value, now + (integerOf(headers.get('x-cache-ttl')) ?? this.#ttlMs));
    if (this.#seen.size > this.#size) this.#seen.delete(this.#seen.keys().next().value as string);
    return true;
  }

  close(): void {
    this.#seen.clear();
  }
}

/** The longest delay: RabbitMQ's plugin delivers at once what asks for more. */
const MAX_DELAY_MS = 4_294_967_295;

interface Batch {
  readonly deadline: Deadline;
  readonly kept: Kept[];
}

/** Keeps messages with the header x-delay for so many milliseconds (RabbitMQ's delayed message exchange). */
class DelayGate implements Gate {
  readonly #ports: DelayPorts;
  readonly #letGo: (kept: Kept) => void;
  /** What becomes due in the same millisecond leaves in the order in which it came. */
  readonly #batches = new Map<number, Batch>();

  constructor(ports: DelayPorts, letGo: (kept: Kept) => void) {
    this.#ports = ports;
    this.#letGo = letGo;
  }

  letsPass({ headers, message, routingKeys }: Content): boolean {
    const delayMs = integerOf(headers.get('x-delay'));
    if (message === null || delayMs === undefined || delayMs <= 0 || delayMs > MAX_DELAY_MS) return true;
    const at = this.#ports.now() + delayMs;
    message.holders += 1;
    const batch = this.#batches.get(at);
    if (batch) batch.kept.push({ message, routingKeys });
    else this.#open(at, { message, routingKeys });
    return false;
  }

  close(): void {
    for (const { deadline, kept } of this.#batches.values()) {
      this.#ports.setDeadline(deadline, Number.POSITIVE_INFINITY);
      for (const { message } of kept) this.#ports.release(message);
    }
    this.#batches.clear();
  }

  #open(at: number, first: Kept): void {
    const kept = [first];
    const deadline = new Deadline(() => {
      this.#batches.delete(at);
      for (const each of kept) this.#letGo(each);
    });
    this.#batches.set(at, { deadline, kept });
    this.#ports.setDeadline(deadline, at);
  }
}
