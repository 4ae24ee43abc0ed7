import { BrokerError } from './errors';
import type { Exchange, ExchangeOptions } from './exchange';
import { describeField, type FieldTable, type FieldValue, fieldsEqual } from './field-table';
import type { Queue } from './queue';
import { comparedArguments } from './queue-arguments';
import type { QueueOptions } from './queue-host';

/** Refuses to declare an existing exchange with other properties (RabbitMQ: PRECONDITION_FAILED). */
export function assertSameExchange(exchange: Exchange, options: ExchangeOptions): void {
  const what = `exchange '${exchange.name}' in vhost '${exchange.vhost}'`;
  assertSame('type', what, options.type, exchange.type.name);
  assertSame('durable', what, options.durable, exchange.durable);
  assertSame('auto_delete', what, options.autoDelete, exchange.autoDelete);
  assertSame('internal', what, options.internal, exchange.internal);
  assertSameArguments(['alternate-exchange'], what, options.arguments, exchange.arguments);
}

/** Refuses to declare an existing queue with other properties. Ownership is checked before. */
export function assertSameQueue(queue: Queue, options: QueueOptions): void {
  const what = `queue '${queue.name}' in vhost '${queue.vhost}'`;
  assertSame('durable', what, options.durable, queue.durable);
  assertSame('auto_delete', what, options.autoDelete, queue.autoDelete);
  assertSameArguments(comparedArguments(queue.type), what, options.arguments, queue.arguments);
}

function assertSame(property: string, what: string, received: unknown, current: unknown): void {
  if (received === current) return;
  throw new BrokerError(
    'precondition-failed',
    `inequivalent arg '${property}' for ${what}: received '${received}' but current is '${current}'`,
  );
}

function assertSameArguments(names: readonly string[], what: string, received: FieldTable, current: FieldTable): void {
  for (const name of names) {
    const a = withDefault(name, received.get(name));
    const b = withDefault(name, current.get(name));
    if (fieldsEqual(a, b)) continue;
    throw new BrokerError(
      'precondition-failed',
      `inequivalent arg '${name}' for ${what}: received ${describe(a, b)} but current is ${describe(b, a)}`,
    );
  }
}

/** A queue without a type is a classic one. */
function withDefault(name: string, field: FieldValue | undefined): FieldValue | undefined {
  return name === 'x-queue-type' && field === undefined ? { type: 'longstr', value: 'classic' } : field;
}

/** The type is named when there is nothing to compare the value with (RabbitMQ). */
function describe(field: FieldValue | undefined, other: FieldValue | undefined): string {
  if (field === undefined) return 'none';
  if (other !== undefined) return `'${describeField(field)}'`;
  return `the value '${describeField(field)}' of type '${field.type}'`;
}
