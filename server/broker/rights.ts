import type { Broker } from './broker';
import type { Connection } from './connection';
import { BrokerError } from './errors';
import type { Exchange } from './exchange';
import type { Queue } from './queue';
import type { Operation, User } from './user';
import type { VHost } from './vhost';

type Kind = 'exchange' | 'queue';

/** What a user may do in a vhost by permission, topic permission and ownership, with RabbitMQ's reasons and texts. */
export class Rights {
  readonly #broker: Broker;
  readonly #vhost: VHost;
  readonly #user: User;
  readonly #connection: Connection | null;

  /** Exclusive queues belong to a connection; null for who has none. */
  constructor(broker: Broker, vhost: VHost, user: User, connection: Connection | null) {
    this.#broker = broker;
    this.#vhost = vhost;
    this.#user = user;
    this.#connection = connection;
  }

  /** The default exchange goes by the name amq.default. */
  has(operation: Operation, kind: Kind, name: string): boolean {
    return this.#user.permissions.get(this.#vhost.name)?.allows(operation, resourceName(kind, name)) === true;
  }

  /** Throws access-refused unless the user has the permission. */
  check(operation: Operation, kind: Kind, name: string): void {
    if (this.has(operation, kind, name)) return;
    const resource = `${kind} '${resourceName(kind, name)}' in vhost '${this.#vhost.name}'`;
    throw new BrokerError('access-refused', `${operation} access to ${resource} refused for user '${this.#user.name}'`);
  }

  /** Throws access-refused. Topic permissions count for topic exchanges alone (RabbitMQ). */
  checkTopic(operation: 'read' | 'write', exchange: Exchange, routingKey: string): void {
    if (exchange.type.name !== 'topic') return;
    const { access } = this.#broker;
    if (access.mayUseTopic(this.#user, this.#vhost.name, exchange.name, operation, routingKey)) return;
    throw new BrokerError(
      'access-refused',
      `${operation} access to topic '${routingKey}' in exchange '${exchange.name}' in vhost '${this.#vhost.name}' ` +
        `refused for user '${this.#user.name}'`,
    );
  }

  /** Throws resource-locked for the exclusive queue of another connection. */
  checkOwner(queue: Queue): void {
    if (queue.owner !== null && queue.owner !== this.#connection) throw locked(queue);
  }
}

/** What is said of an exclusive queue to those whose it is not. */
export function locked(queue: Queue): BrokerError {
  return new BrokerError(
    'resource-locked',
    `cannot obtain exclusive access to locked queue '${queue.name}' in vhost '${queue.vhost}'. It could be originally ` +
      'declared on another connection or the exclusive property value does not match that of the original declaration.',
  );
}

function resourceName(kind: Kind, name: string): string {
  return kind === 'exchange' && name === '' ? 'amq.default' : name;
}
