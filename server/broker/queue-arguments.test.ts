import { describe, expect, test } from 'vitest';
import { tableOf } from '@/server/testing/table-of';
import { BrokerError } from './errors';
import { checkQueueOptions, comparedArguments, generatedPrefix, QUEUE_TYPES, readAge } from './queue-arguments';

type Arguments = Parameters<typeof tableOf>[0];

const WHAT = "queue 'q' in vhost '/'";

function declare(
  args: Arguments,
  properties: { durable?: boolean; autoDelete?: boolean; exclusive?: boolean } = {},
): void {
  const { durable = true, autoDelete = false, exclusive = false } = properties;
  checkQueueOptions('q', '/', { durable, autoDelete, exclusive, arguments: tableOf(args) });
}

const refusal = (text: string): BrokerError => new BrokerError('precondition-failed', text);

const TYPES: Readonly<Record<string, Arguments>> = {
  classic: {},
  quorum: { 'x-queue-type': 'quorum' },
  stream: { 'x-queue-type': 'stream' },
};

/** The texts are those of RabbitMQ 3.10 and 4. */
const WRONG: readonly (readonly [type: string, name: string, value: Arguments[string], problem: string])[] = [
  ['classic', 'x-expires', 0, '{value_zero,0}'],
  ['classic', 'x-expires', -1, '{value_negative,-1}'],
  ['classic', 'x-expires', 'a', '"expected integer, got longstr"'],
  ['classic', 'x-expires', 1.5, '"expected integer, got double"'],
  ['classic', 'x-expires', true, '"expected integer, got bool"'],
  ['classic', 'x-expires', 315_360_000_001, '{value_too_large,315360000001}'],
  ['quorum', 'x-message-ttl', -1, '{value_negative,-1}'],
  ['classic', 'x-message-ttl', 315_360_000_001, '{value_too_large,315360000001}'],
  ['classic', 'x-dead-letter-routing-key', 'k', 'routing_key_but_no_dlx_defined'],
  ['quorum', 'x-dead-letter-routing-key', 5, '{unacceptable_type,signedint}'],
  ['quorum', 'x-dead-letter-strategy', 'x', 'invalid_dlx_strategy'],
  ['classic', 'x-max-length', -1, '{value_negative,-1}'],
  ['stream', 'x-max-length-bytes', 'a', '"expected integer, got longstr"'],
  ['classic', 'x-overflow', 'x', 'invalid_overflow'],
  ['quorum', 'x-overflow', 5, '{unacceptable_type,signedint}'],
  ['classic', 'x-max-priority', 256, '{max_value_exceeded,256}'],
  ['classic', 'x-max-priority', -1, '{value_negative,-1}'],
  ['classic', 'x-single-active-consumer', 'true', '{unacceptable_type,longstr}'],
  ['classic', 'x-queue-version', 3, '"unsupported queue version \'3\'"'],
  ['quorum', 'x-quorum-initial-group-size', 0, '{value_zero,0}'],
  ['quorum', 'x-queue-leader-locator', 'x', 'invalid_queue_locator_arg'],
  ['stream', 'x-max-age', '10x', 'invalid_max_age'],
  ['stream', 'x-max-age', '0s', 'invalid_max_age'],
  ['stream', 'x-max-age', 5, '{unacceptable_type,signedint}'],
];

describe('queue arguments', () => {
  test.each(WRONG)('of a %s queue: %s may not be %j', (type, name, value, problem) => {
    const args = { ...TYPES[type], [name]: value };
    expect(() => declare(args)).toThrow(refusal(`invalid arg '${name}' for ${WHAT}: ${problem}`));
  });

  test.each<readonly [string, string, Arguments[string]]>([
    ['classic', 'x-delivery-limit', 5],
    ['classic', 'x-max-age', '1h'],
    ['classic', 'x-dead-letter-strategy', 'at-least-once'],
    ['quorum', 'x-max-priority', 5],
    ['quorum', 'x-queue-mode', 'lazy'],
    ['quorum', 'x-stream-max-segment-size-bytes', 5],
    ['stream', 'x-expires', 5],
    ['stream', 'x-max-length', 'not even a number'],
    ['stream', 'x-single-active-consumer', true],
  ])('a %s queue has no %s', (type, name, value) => {
    const args = { ...TYPES[type], [name]: value };
    expect(() => declare(args)).toThrow(
      refusal(`invalid arg '${name}' for ${WHAT} of queue type rabbit_${type}_queue`),
    );
  });

  test.each<Arguments>([
    { 'x-expires': 1, 'x-message-ttl': 0, 'x-max-length': 0, 'x-max-length-bytes': 0, 'x-overflow': 'drop-head' },
    { 'x-expires': 315_360_000_000, 'x-message-ttl': 315_360_000_000, 'x-max-priority': 255 },
    { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'k', 'x-max-priority': 0 },
    { 'x-queue-mode': 'anything', 'x-queue-version': 1, 'x-queue-master-locator': 'anything', 'x-unknown': 'x' },
    { 'x-queue-type': 'quorum', 'x-delivery-limit': -1, 'x-dead-letter-strategy': 'at-least-once' },
    { 'x-queue-type': 'stream', 'x-max-age': '7D', 'x-max-length-bytes': 5, 'x-stream-filter-size-bytes': 16 },
  ])('%j is right', (args) => {
    expect(() => declare(args)).not.toThrow();
  });

  test.each<readonly [Arguments, string]>([
    [{ 'x-queue-type': 'x' }, `invalid arg 'x-queue-type' for ${WHAT}: "unsupported queue type 'x'"`],
    [{ 'x-queue-type': 5 }, `invalid arg 'x-queue-type' for ${WHAT}: {unacceptable_type,signedint}`],
    [{ 'x-dead-letter-exchange': 5 }, `invalid type 'signedint' for arg 'x-dead-letter-exchange' in ${WHAT}`],
    [
      { 'x-queue-type': 'stream', 'x-stream-max-segment-size-bytes': 3_000_000_001 },
      'Exceeded max value for x-stream-max-segment-size-bytes',
    ],
    [{ 'x-queue-type': 'stream', 'x-stream-filter-size-bytes': 15 }, 'Invalid value for x-stream-filter-size-bytes'],
  ])('%j is refused', (args, text) => {
    expect(() => declare(args)).toThrow(refusal(text));
  });

  test.each(['quorum', 'stream'])('a %s queue is durable, shared and stays', (type) => {
    const args = TYPES[type] as Arguments;
    const property = (name: string): BrokerError => refusal(`invalid property '${name}' for ${WHAT}`);
    expect(() => declare(args, { durable: false })).toThrow(property('non-durable'));
    expect(() => declare(args, { exclusive: true })).toThrow(property('exclusive-owner'));
    expect(() => declare(args, { autoDelete: true })).toThrow(property('auto-delete'));
  });

  test('that are compared are those of the type', () => {
    for (const type of QUEUE_TYPES) expect(comparedArguments(type)).toContain('x-max-length-bytes');
    expect(comparedArguments('classic')).not.toContain('x-delivery-limit');
    expect(comparedArguments('quorum')).toContain('x-delivery-limit');
    expect(comparedArguments('stream')).not.toContain('x-message-ttl');
  });
});

test('ages are numbers with a unit', () => {
  expect(['1s', '2m', '1h', '1D', '1M', '1Y'].map(readAge)).toEqual([
    1000, 120_000, 3_600_000, 86_400_000, 2_592_000_000, 31_536_000_000,
  ]);
  expect(['', '1', 's', '0s', '-1s', '1.5h', '1 h', '1d'].map(readAge)).toEqual(new Array(8).fill(undefined));
});

test('a prefix for generated names is short text', () => {
  const options = { durable: false, autoDelete: false, exclusive: false };
  const prefixOf = (args: Arguments): string => generatedPrefix('/', { ...options, arguments: tableOf(args) });
  expect([prefixOf({}), prefixOf({ 'x-name-prefix': 'mine-' })]).toEqual(['amq.gen-', 'mine-']);
  expect(() => prefixOf({ 'x-name-prefix': 'ü'.repeat(33) })).toThrow('at most 64 bytes');
  expect(() => prefixOf({ 'x-name-prefix': 5 })).toThrow('at most 64 bytes');
});
