import type { Binding } from '../binding';
import type { ExchangeType, Router } from './exchange-type';

class FanoutRouter implements Router {
  readonly #bindings = new Set<Binding>();

  add(binding: Binding): void {
    this.#bindings.add(binding);
  }

  remove(binding: Binding): void {
    this.#bindings.delete(binding);
  }

  match(_routingKey: string, _headers: unknown, visit: (binding: Binding) => void): void {
    for (const binding of this.#bindings) visit(binding);
  }
}

export const fanout: ExchangeType = {
  name: 'fanout',
  description: 'AMQP fanout exchange, as per the AMQP specification',
  usesHeaders: false,
  createRouter: () => new FanoutRouter(),
  describe: () => 'a fanout exchange passes every message on',
};
