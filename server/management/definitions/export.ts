import type { Broker } from '@/server/broker/broker';
import type { Exchange } from '@/server/broker/exchange';
import type { Policy } from '@/server/broker/policy';
import type { Queue } from '@/server/broker/queue';
import type { User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';
import { tableToJson } from '@/server/management/json-fields';
import type { ManagementOptions } from '@/server/management/request';
import { shownBinding } from '@/server/management/views/binding-view';

/**
 * Definitions in RabbitMQ's format: everything but what comes back by itself (predeclared exchanges, bindings to the
 * default exchange) or lives as long as a connection (exclusive queues).
 */
export interface Definitions {
  readonly head: Readonly<Record<string, unknown>>;
  /** Functions, so that a long document is made part by part. */
  readonly lists: readonly (readonly [key: string, things: readonly (() => unknown)[]])[];
}

type Named = Readonly<Record<string, unknown>>;

export function definitionsOfBroker(broker: Broker, options: ManagementOptions): Definitions {
  const vhosts = [...broker.vhosts.values()];
  const users = [...broker.access.users.values()];
  const lists: Definitions['lists'] = [
    ['users', users.map((user) => () => userJson(user))],
    ['vhosts', vhosts.map((vhost) => () => vhostJson(vhost))],
    ['permissions', users.flatMap(permissionsOf).map((json) => () => json)],
    ['topic_permissions', users.flatMap(topicPermissionsOf).map((json) => () => json)],
    ['parameters', vhosts.flatMap((vhost) => parametersOf(broker, vhost)).map((json) => () => json)],
    [
      'global_parameters',
      [...broker.parameters.global].map(([name, value]) => () => ({ name, value })),
    ],
    ...joinLists(vhosts.map((vhost) => topologyOf(vhost, { vhost: vhost.name }))),
  ];
  const clusterName = broker.parameters.clusterName ?? options.clusterName;
  const head = {
    ...versions(options),
    rabbitmq_definition_format: 'cluster',
    original_cluster_name: clusterName,
    explanation: `Definitions of cluster '${clusterName}'`,
  };
  return { head, lists };
}

/** Names no vhost in its entries, so that it can be imported into any (RabbitMQ). */
export function definitionsOfVHost(broker: Broker, vhost: VHost, options: ManagementOptions): Definitions {
  const { name, description, tags } = vhost;
  const head = {
    ...versions(options),
    rabbitmq_definition_format: 'single_virtual_host',
    original_vhost_name: name,
    explanation: `Definitions of virtual host '${name}'`,
    description,
    tags,
    ...(vhost.defaultQueueType !== null && { default_queue_type: vhost.defaultQueueType }),
  };
  return {
    head,
    lists: [['parameters', parametersOf(broker, vhost).map((json) => () => json)], ...topologyOf(vhost, {})],
  };
}

function versions({ rabbitmqVersion, product, version }: ManagementOptions) {
  return {
    rabbit_version: rabbitmqVersion,
    rabbitmq_version: rabbitmqVersion,
    product_name: product,
    product_version: version,
  };
}

function topologyOf(vhost: VHost, named: Named): Definitions['lists'] {
  const exchanges = [...vhost.exchanges.values()].filter(({ name }) => name !== '' && !name.startsWith('amq.'));
  const queues = [...vhost.queues.values()].filter(({ owner }) => owner === null);
  const bindings = [...vhost.bindings.values()].filter(
    ({ destination }) => destination.kind === 'exchange' || destination.owner === null,
  );
  return [
    ['policies', vhost.policies.all().map((policy) => () => ({ ...named, name: policy.name, ...policyJson(policy) }))],
    ['queues', queues.map((queue) => () => queueJson(queue, named))],
    ['exchanges', exchanges.map((exchange) => () => exchangeJson(exchange, named))],
    [
      'bindings',
      bindings.map((binding) => () => {
        const { source, destination, destinationType, bindingKey, arguments: args } = shownBinding(binding);
        const rest = { destination, destination_type: destinationType, routing_key: bindingKey };
        return { source, ...named, ...rest, arguments: tableToJson(args) };
      }),
    ],
  ];
}

/** The lists of several vhosts, each list after its like. */
function joinLists(all: readonly Definitions['lists'][]): Definitions['lists'] {
  return ['policies', 'queues', 'exchanges', 'bindings'].map((key) => [
    key,
    all.flatMap((lists) => lists.find(([name]) => name === key)?.[1] ?? []),
  ]);
}

function userJson({ name, password, tags, limits }: User) {
  return {
    name,
    password_hash: password?.hash ?? '',
    hashing_algorithm: password?.algorithm ?? 'rabbit_password_hashing_sha256',
    tags,
    limits: Object.fromEntries(limits),
  };
}

function vhostJson({ name, description, tags, defaultQueueType, isProtected, isTraced, limits }: VHost) {
  const type = defaultQueueType === null ? {} : { default_queue_type: defaultQueueType };
  const metadata = { description, tags, ...type, ...(isProtected && { protected_from_deletion: true }) };
  // RabbitMQ writes no limits at all as an empty list.
  const shown = limits.size === 0 ? [] : Object.fromEntries(limits);
  return { name, description, tags, ...type, metadata, limits: shown, ...(isTraced && { tracing: true }) };
}

function permissionsOf(user: User) {
  return [...user.permissions].map(([vhost, { configure, write, read }]) => {
    return { user: user.name, vhost, configure, write, read };
  });
}

function topicPermissionsOf(user: User) {
  return [...user.topicPermissions].flatMap(([vhost, byExchange]) =>
    [...byExchange].map(([exchange, { write, read }]) => ({ user: user.name, vhost, exchange, write, read })),
  );
}

/** RabbitMQ keeps limits of vhosts and operator policies among the parameters, and names the vhost in all of them. */
function parametersOf({ parameters }: Broker, { name: vhost, limits, operatorPolicies }: VHost) {
  const own = parameters.shown().filter((parameter) => parameter.vhost === vhost);
  const ofLimits = { value: Object.fromEntries(limits), vhost, component: 'vhost-limits', name: 'limits' };
  const ofOperator = operatorPolicies.all().map((policy) => {
    return { value: policyJson(policy), vhost, component: 'operator_policy', name: policy.name };
  });
  const rest = own.map(({ value, component, name }) => ({ value, vhost, component, name }));
  return [...(limits.size === 0 ? [] : [ofLimits]), ...ofOperator, ...rest];
}

function policyJson({ pattern, applyTo, definition, priority }: Policy) {
  return { pattern, 'apply-to': applyTo, definition, priority };
}

function queueJson({ name, durable, autoDelete, arguments: args }: Queue, named: Named) {
  return { name, ...named, durable, auto_delete: autoDelete, arguments: tableToJson(args) };
}

function exchangeJson({ name, type, durable, autoDelete, internal, arguments: args }: Exchange, named: Named) {
  const rest = { type: type.name, durable, auto_delete: autoDelete, internal, arguments: tableToJson(args) };
  return { name, ...named, ...rest };
}
