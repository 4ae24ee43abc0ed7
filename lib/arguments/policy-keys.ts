import type { KnownArgument } from './known-argument';
import { queueArguments } from './queue-arguments';

/** Keys of policies that are also arguments of queues, without the x-. */
const sharedKeys: readonly KnownArgument[] = queueArguments()
  .filter(
    ({ name }) =>
      name !== 'x-single-active-consumer' && name !== 'x-max-priority' && name !== 'x-quorum-initial-group-size',
  )
  .map(({ name, kind, label, help, example }) => ({ name: name.slice(2), kind, label, help, example }));

const ownKeys: readonly KnownArgument[] = [
  {
    name: 'alternate-exchange',
    kind: 'string',
    label: 'Alternate exchange',
    help: 'Gets what an exchange cannot route.',
    example: '',
  },
  {
    name: 'target-group-size',
    kind: 'number',
    label: 'Target group size',
    help: 'How many nodes of a cluster shall keep copies. Warren has one node; it is kept and shown.',
    example: '3',
  },
  {
    name: 'federation-upstream',
    kind: 'string',
    label: 'Federation upstream',
    help: 'The other broker whose messages come here. Warren keeps and shows it; it does not federate.',
    example: '',
  },
  {
    name: 'federation-upstream-set',
    kind: 'string',
    label: 'Federation upstream set',
    help: 'Several of them. Warren keeps and shows it; it does not federate.',
    example: 'all',
  },
  {
    name: 'federation-upstream-pattern',
    kind: 'string',
    label: 'Federation upstream pattern',
    help: 'Those whose names match. Warren keeps and shows it; it does not federate.',
    example: '',
  },
  {
    name: 'routing-key',
    kind: 'string',
    label: 'Shard routing key',
    help: 'Of the sharding plugin. Warren keeps and shows it; it does not shard.',
    example: '',
  },
  {
    name: 'shards-per-node',
    kind: 'number',
    label: 'Shards per node',
    help: 'Of the sharding plugin. Warren keeps and shows it; it does not shard.',
    example: '2',
  },
  {
    name: 'selector-fields',
    kind: 'json',
    label: 'Selector fields',
    help: 'Of the JMS plugin: headers that selectors may look at. Warren keeps and shows it.',
    example: '["kind"]',
  },
];

const policyKeysOfAll = [...sharedKeys, ...ownKeys];

/** Operators only set limits. */
const operatorKeys: readonly string[] = [
  'delayed-retry-max',
  'delayed-retry-min',
  'delayed-retry-type',
  'delivery-limit',
  'expires',
  'max-in-memory-bytes',
  'max-in-memory-length',
  'max-length',
  'max-length-bytes',
  'member-placement-tag',
  'message-ttl',
  'overflow',
  'queue-master-locator',
  'queue-version',
  'target-group-size',
];

/** What the definition of a policy may say. */
export const policyKeys = {
  policies: policyKeysOfAll,
  'operator-policies': policyKeysOfAll.filter(({ name }) => operatorKeys.includes(name)),
} as const;
