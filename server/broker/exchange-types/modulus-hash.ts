import type { Binding } from '../binding';
import { DestinationList } from './destination-list';
import type { ExchangeType, Router } from './exchange-type';
import { hashText } from './hash';

/** The same routing key always goes to the same one of the bound queues, as long as their number stays the same. */
class ModulusHashRouter implements Router {
  readonly isDynamic = false;
  readonly #destinations = new DestinationList();

  add(binding: Binding): void {
    this.#destinations.add(binding);
  }

  remove(binding: Binding): void {
    this.#destinations.remove(binding);
  }

  match(routingKeys: readonly string[], _content: unknown, visit: (binding: Binding) => void): void {
    const { list } = this.#destinations;
    if (list.length > 0) visit(list[hashText(routingKeys[0] ?? '') % list.length] as Binding);
  }
}

/** RabbitMQ's modulus hash exchange. */
export const modulusHash: ExchangeType = {
  name: 'x-modulus-hash',
  description: 'Sends each message to one of the bound queues, by the hash of its routing key modulo their number',
  createRouter: () => new ModulusHashRouter(),
  describe: (_binding, { routingKey }, isMatched) =>
    isMatched ? `the hash of '${routingKey}' leads here` : `the hash of '${routingKey}' leads to another destination`,
};
