import type { Content } from './exchange-types/exchange-type';
import { canonicalTable, type FieldTable, integerOf, stringOf } from './field-table';

/** Stands before the bindings of an exchange and decides whether a message goes on to them now. */
export interface Gate {
  letsPass(content: Content): boolean;
  /** Gives back what it holds. */
  close(): void;
}

export interface GatePorts {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The gates that the arguments of an exchange ask for: the one that delays comes last. */
export function gatesFor(args: FieldTable, delay: Gate | null, ports: GatePorts): Gate[] {
  const gates: Gate[] = [];
  if (isTrue(args, 'x-message-deduplication')) gates.push(new DeduplicationGate(args, ports));
  if (delay !== null) gates.push(delay);
  return gates;
}

/** Whether an exchange of this type with these arguments keeps messages for a while. */
export function isDelaying(type: string, args: FieldTable): boolean {
  return type === 'x-delayed-message' || isTrue(args, 'x-delayed-exchange');
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
  readonly #ports: GatePorts;
  /** The values seen, oldest first, with the times at which they are forgotten. */
  readonly #seen = new Map<string, number>();

  constructor(args: FieldTable, ports: GatePorts) {
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
