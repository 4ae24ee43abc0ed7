import type { Channel } from './channel';
import type { ConsumeOptions } from './consumer';
import { BrokerError } from './errors';
import { integerOf } from './field-table';
import type { Queue } from './queue';
import { readStreamStart, wrongStreamOffset } from './stream-offset';

/** What queues of some types do not do, in RabbitMQ's words. */

const STREAM_ARGUMENTS = ['x-stream-offset', 'x-stream-filter', 'x-stream-match-unfiltered'];

const nameOf = ({ name, vhost }: Queue): string => `queue '${name}' in vhost '${vhost}'`;

const notSupported = (text: string): BrokerError => new BrokerError('not-implemented', text);

/** Throws precondition-failed for arguments that are wrong, and not-implemented for modes that the type does not have. */
export function assertConsumable(queue: Queue, channel: Channel, options: ConsumeOptions): void {
  checkArguments(queue, options);
  if (queue.type === 'classic') return;
  if (queue.type === 'stream' && options.noAck) {
    throw notSupported(`automatic acknowledgement not supported by stream queues ${nameOf(queue)}`);
  }
  if (queue.type === 'stream' && channel.prefetchCount === 0) {
    throw new BrokerError('precondition-failed', `consumer prefetch count is not set for '${nameOf(queue)}'`);
  }
  if (channel.globalPrefetchCount !== 0) throw notSupported(`${nameOf(queue)} does not support global qos`);
}

function checkArguments(queue: Queue, { arguments: args }: ConsumeOptions): void {
  const isStream = queue.type === 'stream';
  const priority = args.get('x-priority');
  if (!isStream && priority !== undefined && integerOf(priority) === undefined) {
    throw invalid(queue, 'x-priority', `: "expected integer, got ${priority.type}"`);
  }
  const offset = args.get('x-stream-offset');
  if (isStream && offset !== undefined && readStreamStart(offset, 0) === undefined) {
    throw invalid(queue, 'x-stream-offset', `: ${wrongStreamOffset(offset)}`);
  }
  const foreign = isStream ? ['x-priority'] : STREAM_ARGUMENTS;
  const given = foreign.find((name) => args.has(name));
  if (given !== undefined) throw invalid(queue, given, ` of queue type rabbit_${queue.type}_queue`);
}

function invalid(queue: Queue, name: string, why: string): BrokerError {
  return new BrokerError('precondition-failed', `invalid arg '${name}' for ${nameOf(queue)}${why}`);
}

export function assertGettable(queue: Queue): void {
  if (queue.type === 'stream') throw notSupported(`basic.get not supported by stream queues ${nameOf(queue)}`);
  if (queue.type !== 'quorum' || queue.singleActive === null) return;
  throw new BrokerError(
    'resource-locked',
    `cannot obtain access to locked ${nameOf(queue)}. basic.get operations are not supported by quorum queues with ` +
      'single active consumer',
  );
}

export function assertPurgeable(queue: Queue): void {
  if (queue.type === 'stream') throw notSupported(`queue.purge not supported by stream queues ${nameOf(queue)}`);
}

/** What a reader of a stream holds can only be acknowledged. */
export function assertRejectable(queue: Queue): void {
  if (queue.type !== 'stream') return;
  throw notSupported(`basic.nack and basic.reject not supported by stream queues ${nameOf(queue)}`);
}

export function assertDeletable(
  queue: Queue,
  conditions: { readonly ifUnused: boolean; readonly ifEmpty: boolean },
): void {
  if (queue.type !== 'quorum' || !(conditions.ifUnused || conditions.ifEmpty)) return;
  const flag = conditions.ifUnused ? 'if-unused' : 'if-empty';
  throw notSupported(
    `cannot delete ${nameOf(queue)}. queue.delete operations with ${flag} flag set are not supported by quorum queues`,
  );
}
