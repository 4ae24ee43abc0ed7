/** A runtime parameter: settings of a component in a vhost, as JSON (RabbitMQ's parameters). */
export interface Parameter {
  readonly component: string;
  readonly vhost: string;
  readonly name: string;
  readonly value: unknown;
}

/** The component of dynamic shovels, and that of the marks on those that are paused, which nobody sees. */
export const SHOVEL = 'shovel';
export const PAUSED_SHOVEL = 'paused-shovel';

/** Runtime parameters by component, vhost and name, and the global ones by name. */
export class ParameterStore {
  readonly #parameters = new Map<string, Parameter>();
  readonly global = new Map<string, unknown>();

  /** The name that an administrator gave the cluster; null while nobody has. */
  get clusterName(): string | null {
    const name = this.global.get('cluster_name');
    return typeof name === 'string' ? name : null;
  }

  put(parameter: Parameter): void {
    this.#parameters.set(keyOf(parameter.component, parameter.vhost, parameter.name), parameter);
  }

  get(component: string, vhost: string, name: string): Parameter | undefined {
    return this.#parameters.get(keyOf(component, vhost, name));
  }

  delete(component: string, vhost: string, name: string): boolean {
    return this.#parameters.delete(keyOf(component, vhost, name));
  }

  /** Those that people see. */
  shown(): Parameter[] {
    return this.all().filter(({ component }) => component !== PAUSED_SHOVEL);
  }

  all(): Parameter[] {
    return [...this.#parameters.values()];
  }

  forgetVHost(vhost: string): void {
    for (const [key, parameter] of this.#parameters) if (parameter.vhost === vhost) this.#parameters.delete(key);
  }
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
