import type { Binding } from '../binding';
import { BrokerError } from '../errors';
import { DestinationList } from './destination-list';
import type { ExchangeType, Router, RouterPorts } from './exchange-type';

/** One destination at random, whatever the routing key. */
class RandomRouter implements Router {
  readonly isDynamic = true;
  readonly #destinations = new DestinationList();
  readonly #ports: RouterPorts;

  constructor(ports: RouterPorts) {
    this.#ports = ports;
  }

  add(binding: Binding): void {
    this.#destinations.add(binding);
  }

  remove(binding: Binding): void {
    this.#destinations.remove(binding);
  }

  match(_routingKeys: unknown, _content: unknown, visit: (binding: Binding) => void): void {
    const { list } = this.#destinations;
    if (list.length > 0) visit(list[Math.floor(this.#ports.random() * list.length)] as Binding);
  }
}

const CHOSEN = 'chosen at random, this time';
const NOT_CHOSEN = 'not chosen this time';

/** RabbitMQ's random exchange. */
export const random: ExchangeType = {
  name: 'x-random',
  description: 'Sends each message to one of the bound destinations, at random',
  createRouter: (_args, ports) => new RandomRouter(ports),
  describe: (_binding, _message, isMatched) => (isMatched ? CHOSEN : NOT_CHOSEN),
};

/** RabbitMQ's local random exchange; on a single node every queue is local. */
export const localRandom: ExchangeType = {
  name: 'x-local-random',
  description: 'Sends each message to one of the bound classic queues, at random',
  createRouter: (_args, ports) => new RandomRouter(ports),
  describe: (_binding, _message, isMatched) => (isMatched ? CHOSEN : NOT_CHOSEN),
  validateBinding(bindingKey, _args, destination) {
    if (bindingKey !== '') {
      throw new BrokerError('precondition-failed', `Non empty binding '${bindingKey}' key not permitted`);
    }
    if (destination.kind === 'exchange') throw new BrokerError('precondition-failed', 'Destination not found');
    if (destination.type === 'classic') return;
    throw new BrokerError(
      'precondition-failed',
      `Queue type rabbit_${destination.type}_queue not valid for this exchange type`,
    );
  },
};
