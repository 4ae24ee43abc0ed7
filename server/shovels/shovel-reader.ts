import { erlangPairs, erlangTerm } from '@/server/broker/erlang-term';
import { validationFailed } from '@/server/broker/policy-reader';
import { parseAmqpUri, parseWebhookUri, UriError, withoutCredentials } from './amqp-uri';
import {
  ACK_MODES,
  type AckMode,
  type DestinationSettings,
  type JsonObject,
  type ShovelSettings,
} from './shovel-settings';

/** The problem with a value, in RabbitMQ's words; null when there is none. */
type Check = (key: string, value: unknown) => string | null;

interface Key {
  readonly name: string;
  readonly check: Check;
  readonly isNeeded?: boolean;
}

/** Whether the one who makes the shovel may use a vhost of this broker. */
export type VHostCheck = (vhost: string) => string | null;

const PROTOCOLS = { source: ['amqp091'], destination: ['amqp091', 'http'] } as const;
const DEFAULT_PREFETCH_COUNT = 1000;
const DEFAULT_RECONNECT_SECONDS = 5;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function should(isRight: (value: unknown) => boolean, be: string): Check {
  return (key, value) => (isRight(value) ? null : `${key} should be ${be}, actually was ${erlangTerm(value)}`);
}

const binary = should((value) => typeof value === 'string', 'binary');
const number = should((value) => typeof value === 'number', 'a number');
const count = should(
  (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535,
  'a whole number from 0 to 65535',
);
const boolean = should((value) => typeof value === 'boolean', 'boolean');
const object = should(isObject, 'an object');
const isLength = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const deleteAfter = should(
  (value) => value === 'never' || value === 'queue-length' || isLength(value),
  'a number greater than or equal to 0, "never" or "queue-length"',
);

function oneOf(values: readonly string[]): Check {
  const list = `[${values.map(erlangTerm).join(',')}]`;
  return (key, value) =>
    binary(key, value) ?? (values.includes(value as string) ? null : should(() => false, `one of ${list}`)(key, value));
}

const PROPERTIES: Readonly<Record<string, Check>> = {
  content_type: binary,
  content_encoding: binary,
  delivery_mode: number,
  priority: number,
  correlation_id: binary,
  reply_to: binary,
  expiration: binary,
  message_id: binary,
  timestamp: number,
  type: binary,
  user_id: binary,
  app_id: binary,
  cluster_id: binary,
};

const properties: Check = (key, value) => {
  if (!isObject(value)) return `${key} not a list ${erlangTerm(value)}`;
  const problems = problemsOf(
    key,
    value,
    Object.entries(PROPERTIES).map(([name, check]) => ({ name, check })),
  );
  return problems.length === 0 ? null : problems.join('\n');
};

/** One URI or a list of them. RabbitMQ's texts, but without the passwords. */
function uris(parse: (uri: string) => void): Check {
  const one = (key: string, value: unknown): string | null => {
    if (typeof value !== 'string') return `${key} should be list, actually was ${erlangTerm(value)}`;
    try {
      parse(value);
      return null;
    } catch (failure) {
      if (!(failure instanceof UriError)) throw failure;
      return failure.cause === 'vhost'
        ? failure.message
        : `"${withoutCredentials(value)}" not a valid URI: ${failure.message}`;
    }
  };
  return (key, value) => {
    if (!Array.isArray(value)) return one(key, value);
    if (value.length === 0) return `${key} should have at least one URI`;
    return value.map((uri) => one(key, uri)).find((problem) => problem !== null) ?? null;
  };
}

function amqpUris(checkVHost: VHostCheck): Check {
  return uris((uri) => {
    const { host, vhost } = parseAmqpUri(uri);
    const refusal = host === null ? checkVHost(vhost) : null;
    if (refusal !== null) throw new UriError(refusal, { cause: 'vhost' });
  });
}

const SHARED_KEYS: readonly Key[] = [
  { name: 'reconnect-delay', check: number },
  { name: 'ack-mode', check: oneOf(ACK_MODES) },
  { name: 'src-protocol', check: oneOf(PROTOCOLS.source) },
  { name: 'dest-protocol', check: oneOf(PROTOCOLS.destination) },
];

function sourceKeys(checkVHost: VHostCheck): readonly Key[] {
  return [
    { name: 'src-uri', check: amqpUris(checkVHost), isNeeded: true },
    { name: 'src-exchange', check: binary },
    { name: 'src-exchange-key', check: binary },
    { name: 'src-queue', check: binary },
    { name: 'src-queue-args', check: object },
    { name: 'src-consumer-args', check: object },
    ...renamed('src-', 'prefetch-count', (key, value) => number(key, value) ?? count(key, value)),
    ...renamed('src-', 'delete-after', deleteAfter),
  ];
}

function destinationKeys(isWebhook: boolean, checkVHost: VHostCheck): readonly Key[] {
  if (isWebhook) return [{ name: 'dest-uri', check: uris(parseWebhookUri), isNeeded: true }];
  return [
    { name: 'dest-uri', check: amqpUris(checkVHost), isNeeded: true },
    { name: 'dest-exchange', check: binary },
    { name: 'dest-exchange-key', check: binary },
    { name: 'dest-queue', check: binary },
    { name: 'dest-queue-args', check: object },
    ...renamed('dest-', 'add-forward-headers', boolean),
    ...renamed('dest-', 'add-timestamp-header', boolean),
    ...renamed('dest-', 'publish-properties', properties),
  ];
}

/** The names of today, and those from before there were two ends with a protocol each. */
function renamed(prefix: string, name: string, check: Check): readonly Key[] {
  return [
    { name, check },
    { name: prefix + name, check },
  ];
}

/** RabbitMQ names what it does not know first, then the problems from the last key to the first. */
function problemsOf(of: string, value: JsonObject, keys: readonly Key[]): string[] {
  const found = [...keys].reverse().flatMap(({ name, check, isNeeded }) => {
    if (value[name] === undefined) return isNeeded ? [`Key "${name}" not found in ${of}`] : [];
    return check(name, value[name]) ?? [];
  });
  const names = new Set(keys.map(({ name }) => name));
  const unknown = Object.entries(value).filter(([name]) => !names.has(name));
  return unknown.length === 0 ? found : [`Unrecognised terms ${erlangPairs(unknown.sort())} in ${of}`, ...found];
}

function endProblems(value: JsonObject, isWebhook: boolean): string[] {
  const has = (key: string): boolean => value[key] !== undefined;
  const problems: string[] = [];
  if (!has('src-exchange') && !has('src-queue')) problems.push("Must specify 'src-exchange' or 'src-queue'");
  if (has('src-exchange') && has('src-queue')) problems.push("Cannot specify 'src-exchange' and 'src-queue'");
  if (value['ack-mode'] === 'no-ack' && typeof (value['src-delete-after'] ?? value['delete-after']) === 'number') {
    problems.push("Cannot specify 'no-ack' and numerical 'delete-after'");
  }
  if (!isWebhook && has('dest-exchange') && has('dest-queue')) {
    problems.push("Cannot specify 'dest-exchange' and 'dest-queue'");
  }
  return problems;
}

/**
 * A shovel from the value of its parameter. Throws precondition-failed with RabbitMQ's text, which names all that is
 * wrong. `checkVHost` answers why a vhost of this broker may not be used, or null.
 */
export function readShovel(name: string, value: unknown, checkVHost: VHostCheck): ShovelSettings {
  if (!isObject(value)) throw validationFailed([`${name} should be an object, actually was ${erlangTerm(value)}`]);
  const isWebhook = value['dest-protocol'] === 'http';
  const keys = [...SHARED_KEYS, ...sourceKeys(checkVHost), ...destinationKeys(isWebhook, checkVHost)];
  const problems = [...endProblems(value, isWebhook), ...problemsOf(name, value, keys)];
  if (problems.length > 0) throw validationFailed(problems);
  const given = <T>(key: string, fallback: T): T => (value[key] ?? fallback) as T;
  const either = <T>(prefix: string, key: string, fallback: T): T => given(prefix + key, given(key, fallback));
  return {
    source: {
      uris: listOf(value['src-uri']),
      queue: given('src-queue', null),
      exchange: given('src-exchange', null),
      exchangeKey: given('src-exchange-key', ''),
      queueArguments: given('src-queue-args', {}),
      consumerArguments: given('src-consumer-args', {}),
      prefetchCount: either('src-', 'prefetch-count', DEFAULT_PREFETCH_COUNT),
      deleteAfter: either('src-', 'delete-after', 'never' as const),
    },
    destination: destinationOf(value, isWebhook),
    ackMode: given<AckMode>('ack-mode', 'on-confirm'),
    reconnectDelaySeconds: given('reconnect-delay', DEFAULT_RECONNECT_SECONDS),
  };
}

function destinationOf(value: JsonObject, isWebhook: boolean): DestinationSettings {
  const destUris = listOf(value['dest-uri']);
  if (isWebhook) return { protocol: 'http', uris: destUris };
  const given = <T>(key: string, fallback: T): T => (value[key] ?? fallback) as T;
  const either = <T>(key: string, fallback: T): T => given(`dest-${key}`, given(key, fallback));
  return {
    protocol: 'amqp091',
    uris: destUris,
    queue: given('dest-queue', null),
    queueArguments: given('dest-queue-args', {}),
    exchange: given('dest-exchange', null),
    exchangeKey: given('dest-exchange-key', null),
    properties: either('publish-properties', {}),
    addsForwardHeaders: either('add-forward-headers', false),
    addsTimestampHeader: either('add-timestamp-header', false),
  };
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as string[]) : [value as string];
}
