import type { Permission, TopicPermission } from './admin-api';
import { permissionAllows, topicPatternAllows } from './permission-pattern';

export const operations = ['configure', 'write', 'read'] as const;

export type Operation = (typeof operations)[number];

/** What each right allows, for exchanges and for queues. */
export const operationHelp: Readonly<Record<Operation, string>> = {
  configure: 'Declare and delete queues and exchanges with this name.',
  write: 'Publish to an exchange with this name; bind a queue with this name to something.',
  read: 'Consume from, get from and purge a queue with this name; bind to an exchange with this name.',
};

export interface AccessQuestion {
  readonly user: string;
  readonly vhost: string;
  readonly operation: Operation;
  /** Of a queue or an exchange. */
  readonly name: string;
  /** With a routing key the topic permissions of the exchange count as well. */
  readonly routingKey: string | null;
}

export interface AccessFacts {
  readonly permissions: readonly Permission[];
  readonly topicPermissions: readonly TopicPermission[];
}

export interface AccessAnswer {
  readonly isAllowed: boolean;
  /** Whole sentences. */
  readonly reasons: readonly string[];
}

/** Answers as the broker would. The default exchange goes by the name `amq.default`. */
export function answerAccess(question: AccessQuestion, facts: AccessFacts): AccessAnswer {
  const { user, vhost, operation, name, routingKey } = question;
  const own = facts.permissions.find((permission) => permission.user === user && permission.vhost === vhost);
  if (own === undefined) {
    return {
      isAllowed: false,
      reasons: [`${user} has no permission in vhost ${vhost}, and cannot even connect to it.`],
    };
  }
  const resource = name === '' ? 'amq.default' : name;
  const pattern = own[operation];
  if (!permissionAllows(pattern, resource)) {
    const shown = pattern === '' ? 'is empty, which allows nothing' : `${pattern} does not match ${resource}`;
    return { isAllowed: false, reasons: [`The ${operation} pattern of ${user} ${shown}.`] };
  }
  const reasons = [`The ${operation} pattern ${pattern} of ${user} matches ${resource}.`];
  if (routingKey === null || operation === 'configure') return { isAllowed: true, reasons };
  const topic = facts.topicPermissions.find(
    (permission) => permission.user === user && permission.vhost === vhost && permission.exchange === name,
  );
  if (topic === undefined) {
    return { isAllowed: true, reasons: [...reasons, `No topic permission for ${resource} narrows that down.`] };
  }
  const isAllowed = topicPatternAllows(topic[operation], routingKey, { username: user, vhost });
  const verdict = isAllowed ? 'matches' : 'does not match';
  const key = routingKey === '' ? 'the empty key' : routingKey;
  return {
    isAllowed,
    reasons: [...reasons, `The topic pattern ${topic[operation] || '(empty)'} for ${resource} ${verdict} ${key}.`],
  };
}
