import type { Binding } from '../binding';
import { EMPTY_TABLE, type FieldTable, type FieldValue } from '../field-table';
import type { Message } from '../message';
import type { Properties } from '../properties';
import type { Content, ExchangeType, Router, RouterPorts } from './exchange-type';

/** A binding to a queue that is nothing but a name. */
export function bindingTo(name: string, bindingKey = ''): Binding {
  return { bindingKey, arguments: EMPTY_TABLE, destination: { kind: 'queue', name } } as Binding;
}

export function table(fields: Readonly<Record<string, FieldValue>>): FieldTable {
  return new Map(Object.entries(fields));
}

/** A router on its own; random numbers come from the given function. */
export function routerOf(type: ExchangeType, args: FieldTable = EMPTY_TABLE, random = Math.random): Router {
  return type.createRouter(args, { random, now: () => 0, release: () => {} } satisfies RouterPorts);
}

/** The names of the destinations of a message. */
export function destinationsOf(router: Router, routingKey: string, properties: Properties = {}): string[] {
  const content: Content = {
    message: { holders: 0 } as Message,
    routingKeys: [routingKey],
    headers: properties.headers ?? EMPTY_TABLE,
    properties,
  };
  const names: string[] = [];
  router.match([routingKey], content, ({ destination }) => names.push(destination.name));
  return names;
}
