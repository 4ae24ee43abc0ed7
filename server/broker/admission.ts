import type { Channel } from './channel';
import { DIRECT_REPLY_TO } from './direct-reply';
import { BrokerError } from './errors';
import type { FieldTable } from './field-table';
import type { Properties } from './properties';
import type { User } from './user';

/** Ten years in milliseconds: the longest that a message may live (RabbitMQ). */
const MAX_EXPIRATION_MS = 315_360_000_000;

/** What the properties of a message ask of the broker. */
export interface Wishes {
  /** The routing keys of the headers CC and BCC (RabbitMQ's sender-selected distribution). */
  readonly moreKeys: readonly string[];
  /** The properties as the receivers are to see them, or null when they stay as they are. */
  readonly changed: Properties | null;
}

/** Reads the properties that mean something to the broker. Throws precondition-failed with RabbitMQ's texts. */
export function readWishes(properties: Properties, user: User, channel: Channel | null): Wishes {
  const { userId, expiration, replyTo, headers } = properties;
  if (userId !== undefined && !user.maySendAs(userId)) {
    throw new BrokerError(
      'precondition-failed',
      `user_id property set to '${userId}' but authenticated user was '${user.name}'`,
    );
  }
  if (expiration !== undefined) checkExpiration(expiration);
  const moreKeys = copyKeys(properties);
  const changes: Properties = {};
  if (replyTo === DIRECT_REPLY_TO) changes.replyTo = replyAddress(channel);
  if (headers?.has('BCC')) changes.headers = new Map([...headers].filter(([key]) => key !== 'BCC'));
  return { moreKeys, changed: Object.keys(changes).length === 0 ? null : { ...properties, ...changes } };
}

/** The routing keys that the headers CC and BCC name. Throws precondition-failed when one of them is no array. */
export function copyKeys({ headers }: Properties): string[] {
  return headers ? [...routingKeys(headers, 'CC'), ...routingKeys(headers, 'BCC')] : [];
}

function checkExpiration(text: string): void {
  const [, digits, rest] = /^([+-]?\d+)?(.*)$/s.exec(text) ?? [];
  const refuse = (why: string): never => {
    throw new BrokerError('precondition-failed', `invalid expiration '${text}': ${why}`);
  };
  if (digits === undefined) return refuse('no_integer');
  if (rest !== '') refuse(`{leftover_string,${JSON.stringify(rest)}}`);
  const milliseconds = BigInt(digits);
  if (milliseconds < 0n) refuse(`{value_negative,${milliseconds}}`);
  if (milliseconds > MAX_EXPIRATION_MS) refuse(`{value_too_large,${milliseconds}}`);
}

/** Elements that are no strings are passed over (RabbitMQ). */
function routingKeys(headers: FieldTable, name: 'CC' | 'BCC'): string[] {
  const field = headers.get(name);
  if (field === undefined) return [];
  if (field.type !== 'array') {
    throw new BrokerError(
      'precondition-failed',
      `invalid message: {unacceptable_type_in_header,"${name}",${field.type}}`,
    );
  }
  return field.value.flatMap((element) => (element.type === 'longstr' ? [element.value] : []));
}

function replyAddress(channel: Channel | null): string {
  const queue = channel?.replyQueue;
  if (!queue) throw new BrokerError('precondition-failed', 'fast reply consumer does not exist');
  return queue.name;
}
