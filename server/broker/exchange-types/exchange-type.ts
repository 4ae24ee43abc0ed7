import type { Binding } from '../binding';
import type { FieldTable } from '../field-table';
import type { Message } from '../message';
import type { Properties } from '../properties';

/** A message on its way, decoded only as far as a router asks. */
export interface Content {
  /** Null in a dry run. */
  readonly message: Message | null;
  readonly routingKeys: readonly string[];
  readonly headers: FieldTable;
  readonly properties: Properties;
}

/** What routers need from outside. */
export interface RouterPorts {
  /** From 0 to below 1. */
  random(): number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Lets go of a message that the router has held. */
  release(message: Message): void;
}

/** The bindings of one exchange, in the form in which its type finds the matching ones. */
export interface Router {
  /** True when a route depends on more than the routing key, so that it must be found anew for each message. */
  readonly isDynamic: boolean;
  add(binding: Binding): void;
  remove(binding: Binding): void;
  /**
   * Calls `visit` for each binding that matches one of the routing keys; the first is the one that the message was
   * published with. `content` is there for each message when the router is dynamic, and null otherwise.
   */
  match(routingKeys: readonly string[], content: Content | null, visit: (binding: Binding) => void): void;
  /** Messages that a new binding is to receive at once, oldest first. */
  replay?(): Iterable<Message>;
  /** Gives back what it holds, when its exchange is deleted. */
  close?(): void;
}

/** What routers look at. */
export interface MatchedMessage {
  readonly routingKey: string;
  readonly headers: FieldTable;
  readonly properties?: Properties;
}

/** How an exchange of a type routes (AMQP 0-9-1 section 3.1.3). */
export interface ExchangeType {
  readonly name: string;
  readonly description: string;
  createRouter(args: FieldTable, ports: RouterPorts): Router;
  /** Throws a BrokerError when an exchange of this type may not have these arguments. */
  validate?(args: FieldTable): void;
  /** Why the router has or has not found a binding, in words. The verdict is the router's; this only describes it. */
  describe(binding: Binding, message: MatchedMessage, isMatched: boolean): string;
  /** Throws a BrokerError when a binding of this type may not look like this. */
  validateBinding?(bindingKey: string, args: FieldTable, destination: Binding['destination']): void;
}
