import { describe, expect, test } from 'vitest';
import { POLICY_KEYS } from './policy-keys';
import { type PolicyKind, readPolicy } from './policy-reader';

const FRAME = 'Validation failed\n\n';

/** The lines of the complaint; none when the policy is taken. */
function problems(kind: PolicyKind, json: Readonly<Record<string, unknown>>): string[] {
  try {
    readPolicy(kind, 'p', json);
    return [];
  } catch (failure) {
    const { message } = failure as Error;
    expect(message.startsWith(FRAME) && message.endsWith('\n')).toBe(true);
    return message.slice(FRAME.length, -1).split('\n');
  }
}

const withKey = (key: string, value: unknown) => ({ pattern: '', priority: 0, definition: { [key]: value } });

/** A right value and a wrong one for every key, and how RabbitMQ calls the wrong one. */
const VALUES: Readonly<Record<string, readonly [right: unknown, wrong: unknown, complaint: string]>> = {
  'alternate-exchange': ['x', 3, '3 is not a valid alternate exchange name'],
  'consumer-disconnected-timeout': [0, -1, '-1 is not a valid consumer disconnected timeout'],
  'consumer-timeout': [1000, 'x', '<<"x">> is not a valid consumer timeout'],
  'dead-letter-exchange': ['', 3, '3 is not a valid dead letter exchange name'],
  'dead-letter-routing-key': ['k', null, 'null is not a valid dead letter routing key'],
  'dead-letter-strategy': ['at-least-once', 'x', '<<"x">> is not a valid dead letter strategy'],
  'delayed-retry-max': [5, -1, '-1 is not a valid delayed retry maximum'],
  'delayed-retry-min': [5, -1, '-1 is not a valid delayed retry minimum'],
  'delayed-retry-type': ['all', 'x', '<<"x">> is not a valid delayed retry type'],
  'delivery-limit': [-1, 1.5, '1.5 is not a valid delivery limit'],
  expires: [1, 0, '0 is not a valid queue expiry'],
  'federation-upstream': ['up', 3, '3 is not a valid federation upstream name'],
  'federation-upstream-pattern': ['^up', 3, '3 is not a valid federation upstream pattern'],
  'federation-upstream-set': ['all', 3, '3 is not a valid federation upstream set name'],
  'initial-cluster-size': [3, -1, '-1 is not a valid cluster size'],
  'max-age': ['3D', '3d', '<<"3d">> is not a valid max age'],
  'max-in-memory-bytes': [0, -1, '-1 is not a valid maximum memory in bytes'],
  'max-in-memory-length': [0, -1, '-1 is not a valid maximum memory in bytes'],
  'max-length': [0, true, 'true is not a valid maximum length'],
  'max-length-bytes': [0, '1', '<<"1">> is not a valid maximum length in bytes'],
  'member-placement-tag': ['a', 3, '3 is not a valid member placement tag'],
  'message-ttl': [0, -1, '-1 is not a valid message TTL'],
  overflow: ['reject-publish', 'x', '<<"x">> is not a valid overflow value'],
  'queue-leader-locator': ['balanced', 'x', '<<"x">> is not a valid queue leader locator value'],
  'queue-master-locator': ['min-masters', 'x', '<<"x">> is not a valid queue-master-locator value'],
  'queue-mode': ['lazy', [1], '[1] is not a valid queue-mode value'],
  'queue-version': [2, 3, '3 is not a valid queue-version value'],
  'routing-key': ['k', 3, '3 is not a valid routing key'],
  'selector-fields': [['a'], [3], '[3] is not a valid list of selector fields'],
  'shards-per-node': [2, -1, '-1 is not a valid number of shards'],
  'stream-filter-size-bytes': [16, 256, '256 is not a valid filter size'],
  'stream-max-segment-size-bytes': [3_000_000_000, 3_000_000_001, '3000000001 is not a valid segment size'],
  'target-group-size': [3, { a: 1 }, '#{<<"a">> => 1} is not a valid target group size'],
};

const OPERATOR_KEYS = [
  ...['expires', 'message-ttl', 'max-length', 'max-length-bytes', 'max-in-memory-length', 'max-in-memory-bytes'],
  ...['delivery-limit', 'queue-version', 'overflow', 'target-group-size', 'member-placement-tag'],
  ...['delayed-retry-type', 'delayed-retry-min', 'delayed-retry-max', 'queue-master-locator'],
];

describe('a policy', () => {
  test('has a test for every key', () => {
    expect(Object.keys(VALUES).sort()).toEqual([...POLICY_KEYS.keys()].sort());
  });

  test.each(Object.entries(VALUES))('checks %s', (key, [right, wrong, complaint]) => {
    expect(problems('policy', withKey(key, right))).toEqual([]);
    expect(problems('policy', withKey(key, wrong))).toEqual([complaint]);
  });

  test.each(Object.keys(VALUES))('of an operator may have %s only if RabbitMQ says so', (key) => {
    const given = problems('operator_policy', withKey(key, VALUES[key]?.[0]));
    if (OPERATOR_KEYS.includes(key)) expect(given).toEqual([]);
    else expect(given[0]).toMatch(/are not recognised policy settings$/);
  });

  test('reads all of its parts', () => {
    const definition = { 'max-length': 3 };
    expect(readPolicy('policy', 'p', { pattern: '^a', 'apply-to': 'streams', priority: 7, definition })).toEqual({
      ...{ name: 'p', pattern: '^a', applyTo: 'streams', priority: 7, definition },
    });
    expect(readPolicy('policy', 'p', { pattern: '', priority: 0, definition }).applyTo).toBe('all');
  });

  const definition = { 'max-length': 1 };
  test.each<readonly [json: Readonly<Record<string, unknown>>, lines: string[]]>([
    [{}, ['priority', 'pattern', 'definition'].map((part) => `Key "${part}" not found in p`)],
    [{ pattern: 3, priority: 0, definition }, ['pattern should be a binary but was 3']],
    [{ pattern: 'x', priority: '7', definition }, ['priority should be a number, actually was <<"7">>']],
    [{ pattern: 'x', priority: 0, definition: 3 }, ['definition must be a dictionary: 3']],
    [{ pattern: 'x', priority: 0, definition: [] }, ['definition must be a dictionary: []']],
    [{ pattern: 'x', priority: 0, definition: {} }, ['no policy provided']],
    [{ pattern: 'x', priority: 0, definition, extra: 1 }, ['Unrecognised terms [{<<"extra">>,1}] in p']],
    [
      { pattern: 'x', priority: 0, definition: { nope: 1, foo: 'a', 'max-length': 2 } },
      ['[{<<"nope">>,1},{<<"foo">>,<<"a">>}] are not recognised policy settings'],
    ],
  ])('%j is refused', (json, lines) => {
    expect(problems('policy', json)).toEqual(lines);
  });

  test('is refused for its pattern or for what it applies to', () => {
    const base = { priority: 0, definition };
    expect(problems('policy', { ...base, pattern: '(' })[0]).toMatch(/^pattern should be regular expression but is/);
    const [line] = problems('policy', { ...base, pattern: '', 'apply-to': 'nope' });
    expect(line).toMatch(/^apply-to 'nope' unrecognised; should be one of: 'queues', /);
  });

  test('has one kind of upstream', () => {
    const both = { 'federation-upstream': 'a', 'federation-upstream-set': 'b' };
    expect(problems('policy', { pattern: '', priority: 0, definition: both })).toHaveLength(1);
  });

  test('repeats only the beginning of what is too long', () => {
    const [line] = problems('policy', withKey('overflow', 'x'.repeat(10_000)));
    expect(line?.length).toBeLessThan(300);
  });
});
