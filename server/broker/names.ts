import { BrokerError } from './errors';

/** Who does what nobody asked for (RabbitMQ's name). */
export const INTERNAL_ACTOR = 'rmq-internal';

/** RabbitMQ strips line ends from the names of exchanges and queues. */
export function cleanName(name: string): string {
  return name.replace(/[\r\n]/g, '');
}

/** Names that start with `amq.` belong to the broker. */
export function assertNotReserved(kind: 'exchange' | 'queue', name: string): void {
  if (!name.startsWith('amq.')) return;
  throw new BrokerError('access-refused', `${kind} name '${name}' contains reserved prefix 'amq.*'`);
}

export function assertNotDefaultExchange(name: string): void {
  if (name === '') throw new BrokerError('access-refused', 'operation not permitted on the default exchange');
}
