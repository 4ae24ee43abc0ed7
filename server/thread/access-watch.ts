import type { Broker } from '@/server/broker/broker';

/** Tells of users who may do less than before, perhaps: once for all changes of a turn. */
export class AccessWatch {
  readonly #tell: (users: readonly string[]) => void;
  #users = new Set<string>();

  constructor(broker: Broker, tell: (users: readonly string[]) => void) {
    this.#tell = tell;
    broker.observe({
      userChanged: ({ name }) => this.#add(name),
      userDeleted: ({ name }) => this.#add(name),
      permissionDeleted: ({ name }) => this.#add(name),
    });
  }

  #add(name: string): void {
    if (this.#users.size === 0) setImmediate(() => this.#flush());
    this.#users.add(name);
  }

  #flush(): void {
    const users = [...this.#users];
    this.#users = new Set();
    this.#tell(users);
  }
}
