import type { Binding } from '../binding';
import { erlangTerm } from '../erlang-term';
import { BrokerError } from '../errors';
import { describeField, type FieldTable, stringOf } from '../field-table';
import type { Content, ExchangeType, Router } from './exchange-type';
import { hashText, mix } from './hash';

const MAX_WEIGHT = 10_000;
const PROPERTIES = { correlation_id: 'correlationId', message_id: 'messageId', timestamp: 'timestamp' } as const;

type HashProperty = keyof typeof PROPERTIES;

interface Weighted {
  /** The destination is bound by the first of them; RabbitMQ too counts one weight for each destination. */
  readonly bindings: Set<Binding>;
  readonly seed: number;
}

/**
 * Weighted rendezvous hashing: every destination draws a number from its name and the key, and the one that its weight
 * helps to the highest gets the message. The shares follow the weights exactly; when a destination comes or goes, only
 * the keys that it wins or had won move; and neither the order of the bindings nor a restart changes anything.
 */
class ConsistentHashRouter implements Router {
  readonly isDynamic: boolean;
  readonly #header: string | undefined;
  readonly #property: HashProperty | undefined;
  readonly #destinations = new Map<Binding['destination'], Weighted>();

  constructor(args: FieldTable) {
    this.#header = stringOf(args.get('hash-header')) ?? stringOf(args.get('x-hash-on'));
    this.#property = stringOf(args.get('hash-property')) as HashProperty | undefined;
    this.isDynamic = this.#header !== undefined || this.#property !== undefined;
  }

  add(binding: Binding): void {
    const { kind, name } = binding.destination;
    const known = this.#destinations.get(binding.destination);
    if (known) known.bindings.add(binding);
    else
      this.#destinations.set(binding.destination, { bindings: new Set([binding]), seed: hashText(`${kind}:${name}`) });
  }

  remove(binding: Binding): void {
    const known = this.#destinations.get(binding.destination);
    known?.bindings.delete(binding);
    if (known?.bindings.size === 0) this.#destinations.delete(binding.destination);
  }

  match(routingKeys: readonly string[], content: Content | null, visit: (binding: Binding) => void): void {
    if (this.isDynamic && content === null) return;
    const hash = hashText(this.#hashed(routingKeys, content));
    let best: Binding | undefined;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const { bindings, seed } of this.#destinations.values()) {
      const binding = bindings.values().next().value as Binding;
      // From just above 0 to just below 1: its logarithm is finite and never 0.
      const draw = (mix(hash ^ seed) + 0.5) / 0x1_0000_0000;
      const score = Math.log(draw) / Number(binding.bindingKey);
      if (score <= bestScore) continue;
      bestScore = score;
      best = binding;
    }
    if (best) visit(best);
  }

  /** Messages without the header or the property go to one and the same destination (RabbitMQ). */
  #hashed([routingKey = '']: readonly string[], content: Content | null): string {
    if (this.#header !== undefined) {
      const field = content?.headers.get(this.#header);
      return field === undefined ? '' : describeField(field);
    }
    if (this.#property !== undefined) return String(content?.properties[PROPERTIES[this.#property]] ?? '');
    return routingKey;
  }
}

/** RabbitMQ's consistent hash exchange; a binding key is the weight of its destination. */
export const consistentHash: ExchangeType = {
  name: 'x-consistent-hash',
  description: 'Sends each message to one destination, by a consistent hash of its routing key, a header or a property',
  createRouter: (args) => new ConsistentHashRouter(args),
  describe: ({ bindingKey }, _message, isMatched) =>
    isMatched ? `the hash leads here (weight ${bindingKey})` : `the hash leads elsewhere (weight ${bindingKey})`,

  validate(args) {
    const property = args.get('hash-property');
    if (args.has('hash-header') && property !== undefined) {
      throw new BrokerError('precondition-failed', 'hash-header and hash-property are mutually exclusive');
    }
    if (property !== undefined && !Object.hasOwn(PROPERTIES, stringOf(property) ?? '')) {
      throw new BrokerError('precondition-failed', `Unsupported property: ${describeField(property)}`);
    }
    const algorithm = args.get('x-algorithm');
    if (algorithm === undefined || ['ring', 'jump'].includes(stringOf(algorithm) ?? '')) return;
    throw new BrokerError('precondition-failed', `x-algorithm is ring or jump, not ${describeField(algorithm)}`);
  },

  validateBinding(bindingKey) {
    if (!/^[+-]?\d+$/.test(bindingKey)) {
      throw new BrokerError('precondition-failed', `The binding key must be an integer: ${erlangTerm(bindingKey)}`);
    }
    const weight = Number(bindingKey);
    if (weight < 1) throw new BrokerError('precondition-failed', 'The binding key must be greater than 0');
    if (weight <= MAX_WEIGHT) return;
    throw new BrokerError('precondition-failed', `The binding key must not be greater than ${MAX_WEIGHT}`);
  },
};
