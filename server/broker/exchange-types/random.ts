import type { Binding } from '../binding';
import { BrokerError } from '../errors';
import { DestinationList } from './destination-list';
import type { ExchangeType, MatchedMessage, Router, RouterPorts } from './exchange-type';

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

function describeChoice(_binding: Binding, _message: MatchedMessage, isMatched: boolean): string {
  return isMatched ? 'drawn at random this time' : 'another destination was drawn at random this time';
}

/** RabbitMQ's random exchange. */
export const random: ExchangeType = {
  name: 'x-random',
  description: 'Sends each message to one of the bound destinations, at random',
  createRouter: (_args, ports) => new RandomRouter(ports),
  describe: describeChoice,
};

/** RabbitMQ's local random exchange; on a single node every queue is local. */
export const localRandom: ExchangeType = {
  name: 'x-local-random',
  description: 'Sends each message to one of the bound classic queues, at random',
  createRouter: (_args, ports) => new RandomRouter(ports),
  describe: describeChoice,
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
