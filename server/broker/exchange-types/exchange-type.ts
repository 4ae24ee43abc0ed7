import type { Binding } from '../binding';
import type { FieldTable } from '../field-table';

/** The bindings of one exchange, in the form in which its type finds the matching ones. */
export interface Router {
  add(binding: Binding): void;
  remove(binding: Binding): void;
  /** Calls `visit` once for each binding that matches. */
  match(routingKey: string, headers: () => FieldTable, visit: (binding: Binding) => void): void;
}

/** What routers look at. */
export interface MatchedMessage {
  readonly routingKey: string;
  readonly headers: FieldTable;
}

/** How an exchange of a type routes (AMQP 0-9-1 section 3.1.3). */
export interface ExchangeType {
  readonly name: string;
  readonly description: string;
  /** True when a route depends on the message's headers and not on the routing key alone. */
  readonly usesHeaders: boolean;
  createRouter(): Router;
  /** Why the router has or has not found a binding, in words. The verdict is the router's; this only describes it. */
  describe(binding: Binding, message: MatchedMessage, isMatched: boolean): string;
  /** Throws a BrokerError when a binding of this type may not look like this. */
  validateBinding?(bindingKey: string, args: FieldTable): void;
}
