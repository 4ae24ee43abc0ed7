import type { Binding } from '../binding';

/** The destinations of an exchange, each once whatever the number of its bindings, in an order to choose by number. */
export class DestinationList {
  readonly #byDestination = new Map<Binding['destination'], Set<Binding>>();
  #list: readonly Binding[] | null = null;

  add(binding: Binding): void {
    const bindings = this.#byDestination.get(binding.destination) ?? new Set<Binding>();
    this.#byDestination.set(binding.destination, bindings.add(binding));
    this.#list = null;
  }

  remove(binding: Binding): void {
    const bindings = this.#byDestination.get(binding.destination);
    bindings?.delete(binding);
    if (bindings?.size === 0) this.#byDestination.delete(binding.destination);
    this.#list = null;
  }

  /** One binding for each destination. */
  get list(): readonly Binding[] {
    this.#list ??= [...this.#byDestination.values()].map((bindings) => bindings.values().next().value as Binding);
    return this.#list;
  }
}
