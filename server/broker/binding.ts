import type { Exchange } from './exchange';
import { canonicalTable, type FieldTable } from './field-table';
import type { Queue } from './queue';

/** All bindings between one exchange and one destination; counts what travelled there. */
export class Edge {
  readonly source: Exchange;
  readonly destination: Queue | Exchange;
  bindings = 0;
  /** Messages routed from the source to the destination. */
  routed = 0;

  constructor(source: Exchange, destination: Queue | Exchange) {
    this.source = source;
    this.destination = destination;
  }
}

/** A rule by which an exchange passes messages on to a queue or to another exchange. */
export class Binding {
  readonly edge: Edge;
  readonly bindingKey: string;
  readonly arguments: FieldTable;

  constructor(edge: Edge, bindingKey: string, args: FieldTable) {
    this.edge = edge;
    this.bindingKey = bindingKey;
    this.arguments = args;
  }

  get source(): Exchange {
    return this.edge.source;
  }

  get destination(): Queue | Exchange {
    return this.edge.destination;
  }
}

/** The same text for two bindings that are the same binding: AMQP binds each (source, destination, key, arguments) once. */
export function bindingIdentity(
  source: Exchange,
  destination: Queue | Exchange,
  bindingKey: string,
  args: FieldTable,
): string {
  return JSON.stringify([source.name, destination.kind, destination.name, bindingKey, canonicalTable(args)]);
}
