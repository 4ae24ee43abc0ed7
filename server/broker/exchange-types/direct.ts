import type { Binding } from '../binding';
import type { ExchangeType, Router } from './exchange-type';

class DirectRouter implements Router {
  readonly #byKey = new Map<string, Set<Binding>>();

  add(binding: Binding): void {
    const bindings = this.#byKey.get(binding.bindingKey);
    if (bindings) bindings.add(binding);
    else this.#byKey.set(binding.bindingKey, new Set([binding]));
  }

  remove(binding: Binding): void {
    const bindings = this.#byKey.get(binding.bindingKey);
    bindings?.delete(binding);
    if (bindings?.size === 0) this.#byKey.delete(binding.bindingKey);
  }

  match(routingKey: string, _headers: unknown, visit: (binding: Binding) => void): void {
    const bindings = this.#byKey.get(routingKey);
    if (bindings) for (const binding of bindings) visit(binding);
  }
}

export const direct: ExchangeType = {
  name: 'direct',
  description: 'AMQP direct exchange, as per the AMQP specification',
  usesHeaders: false,
  createRouter: () => new DirectRouter(),
  describe: ({ bindingKey }, { routingKey }, isMatched) =>
    isMatched ? 'the routing key is the binding key' : `the routing key is '${routingKey}', not '${bindingKey}'`,
};
