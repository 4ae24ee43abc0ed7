import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publishMessage } from '@/server/management/publish-message';
import { CoreClient } from '@/server/testing/core-client';
import { checkProperty } from '@/server/testing/seeds';
import { createTestBroker } from '@/server/testing/start-test-broker';
import { type Explanation, explainRoute } from './explanation';
import { EMPTY_TABLE, type FieldTable, type FieldValue } from './field-table';
import type { VHost } from './vhost';

/** Every type whose choice does not depend on chance. */
const TYPES = [
  'direct',
  'fanout',
  'topic',
  'headers',
  'x-consistent-hash',
  'x-modulus-hash',
  'x-recent-history',
  'x-delayed-message',
] as const;
const QUEUE_OPTIONS = { durable: true, autoDelete: false, exclusive: false, arguments: EMPTY_TABLE };

interface Topology {
  readonly exchanges: readonly { readonly type: (typeof TYPES)[number]; readonly alternate: string | null }[];
  readonly queueCount: number;
  readonly bindings: readonly {
    readonly source: number;
    readonly destination: number;
    readonly toQueue: boolean;
    readonly key: string;
    readonly headers: FieldTable;
    readonly mode: string;
  }[];
}

const longstr = (value: string): FieldValue => ({ type: 'longstr', value });
const key = fc.array(fc.constantFrom('a', 'b', '*', '#', ''), { maxLength: 4 }).map((words) => words.join('.'));
const headers: fc.Arbitrary<FieldTable> = fc
  .dictionary(
    fc.constantFrom('h', 'i', 'x-j'),
    fc.constantFrom<FieldValue>(longstr('1'), { type: 'signedint', value: 1 }, { type: 'void' }),
  )
  .map((fields) => new Map(Object.entries(fields)));
const mode = fc.constantFrom('all', 'any', 'all-with-x', 'any-with-x');

const topology: fc.Arbitrary<Topology> = fc.record({
  exchanges: fc.array(
    fc.record({
      type: fc.constantFrom(...TYPES),
      alternate: fc.constantFrom(null, null, 'e0', 'e1', 'e2', 'gone'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  queueCount: fc.integer({ min: 1, max: 4 }),
  bindings: fc.array(
    fc.record({ source: fc.nat(4), destination: fc.nat(4), toQueue: fc.boolean(), key, headers, mode }),
    { minLength: 3, maxLength: 12 },
  ),
});

function build(vhost: VHost, { exchanges, queueCount, bindings }: Topology): void {
  for (const [i, { type, alternate }] of exchanges.entries()) {
    const args = new Map(alternate === null ? [] : [['alternate-exchange', longstr(alternate)]]);
    if (type === 'x-delayed-message') args.set('x-delayed-type', longstr('topic'));
    vhost.addExchange(`e${i}`, { type, durable: true, autoDelete: false, internal: false, arguments: args });
  }
  for (let i = 0; i < queueCount; i++) vhost.addQueue(`a.${i === 0 ? 'b' : i}`, null, QUEUE_OPTIONS);
  const queues = [...vhost.queues.values()];
  for (const each of bindings) {
    const source = vhost.getExchange(`e${each.source % exchanges.length}`);
    const target = each.toQueue
      ? queues[each.destination % queueCount]
      : vhost.getExchange(`e${each.destination % exchanges.length}`);
    vhost.bind(
      source,
      target as (typeof queues)[number],
      source.type.name === 'x-consistent-hash' ? String(1 + each.destination) : each.key,
      new Map([...each.headers, ['x-match', longstr(each.mode)]]),
    );
  }
}

/** The queues that the explanation leads to, step by step, without looking at its sum. */
function followed({ exchanges }: Explanation): string[] {
  const names = new Set<string>();
  for (const { bindings, named } of exchanges) {
    if (named) names.add(named.name);
    for (const { binding, isMatched } of bindings) {
      if (isMatched && binding.destination.kind === 'queue') names.add(binding.destination.name);
    }
  }
  return [...names].sort();
}

test("the explanation's destinations are those where a published message arrives", () => {
  const broker = createTestBroker();
  let number = 0;
  let arrivals = 0;
  checkProperty(
    fc.property(topology, fc.nat(5), key, headers, (wanted, start, routingKey, given) => {
      const vhost = broker.addVHost(`v${++number}`);
      broker.access.setPermission(broker.access.users.get('guest') as never, vhost.name, {
        configure: '.*',
        write: '.*',
        read: '.*',
      });
      build(vhost, wanted);
      const exchange = start === 5 ? '' : `e${start % wanted.exchanges.length}`;
      const client = new CoreClient(broker, 'guest', vhost.name);
      const explained = explainRoute(vhost.getExchange(exchange), { routingKey, headers: given }, vhost);
      expect([vhost.alternateEdges.size, vhost.published]).toEqual([0, 0]);
      publishMessage(client.session, {
        exchange,
        routingKey,
        properties: { headers: given },
        body: new Uint8Array(1),
      });
      const reached = [...vhost.queues.values()].filter(({ enqueued }) => enqueued > 0).map(({ name }) => name);
      arrivals += reached.length;
      expect(followed(explained)).toEqual(reached.sort());
      expect(explained.queues.map(({ name }) => name).sort()).toEqual(reached);
      for (const { exchange: at, bindings } of explained.exchanges) {
        expect(new Set(bindings.map(({ binding }) => binding))).toEqual(new Set(at.outgoing.values()));
        for (const { why, isMatched } of bindings)
          expect([why, fits(why, at.type.name, isMatched)]).toEqual([why, true]);
      }
      broker.removeVHost(vhost);
    }),
    10_000,
  );
  expect(arrivals).toBeGreaterThan(3000);
}, 120_000);

/** Words that describe a match go with a match, and those of a mismatch with none. */
function fits(why: string, type: string, isMatched: boolean): boolean {
  if (type === 'fanout') return isMatched;
  if (type === 'headers' || type.startsWith('x-')) return why.length > 0;
  return isMatched === /stands for|is the binding key/.test(why);
}

describe('an explanation', () => {
  const broker = createTestBroker();
  const vhost = broker.addVHost('words');
  const add = (name: string, type: string, alternate?: string) =>
    vhost.addExchange(name, {
      type,
      durable: true,
      autoDelete: false,
      internal: false,
      arguments: new Map(alternate === undefined ? [] : [['alternate-exchange', longstr(alternate)]]),
    });
  const queue = vhost.addQueue('q', null, QUEUE_OPTIONS);
  const topic = add('topic', 'topic', 'direct');
  const direct = add('direct', 'direct', 'gone');
  const byHeader = add('headers', 'headers');
  for (const pattern of ['a.b', 'a.*', '#.b', 'a.#.b', 'a', 'a.b.c', 'a.c']) {
    vhost.bind(topic, queue, pattern, EMPTY_TABLE);
  }
  vhost.bind(direct, queue, 'k', EMPTY_TABLE);
  vhost.bind(
    byHeader,
    queue,
    '',
    new Map([
      ['h', longstr('1')],
      ['i', longstr('2')],
      ['k', longstr('3')],
    ]),
  );
  const explain = (exchange: string, routingKey: string, given: FieldTable = EMPTY_TABLE) =>
    explainRoute(vhost.getExchange(exchange), { routingKey, headers: given }, vhost);

  test('names the words for which wildcards stand, and where a key parts from a pattern', () => {
    const [step] = explain('topic', 'a.b').exchanges;
    expect(step?.bindings.map(({ binding, isMatched, why }) => [binding.bindingKey, isMatched, why])).toEqual([
      ['a.b', true, 'the routing key is the binding key'],
      ['a.*', true, "* stands for 'b'"],
      ['a.#.b', true, '# stands for no word'],
      ['#.b', true, "# stands for 'a'"],
      ['a', false, "the binding key has no word for 'b', word 2 of the routing key"],
      ['a.b.c', false, "the routing key has no word for 'c', word 3 of the binding key"],
      ['a.c', false, "word 2 of the routing key is 'b', where the binding key has 'c'"],
    ]);
  });

  test('follows alternate exchanges to one that is not there', () => {
    const { exchanges, queues } = explain('topic', 'z');
    expect(queues).toEqual([]);
    expect(exchanges.map(({ exchange, alternate, reachedBy }) => [exchange.name, alternate, reachedBy])).toEqual([
      ['topic', { name: 'direct', exists: true }, null],
      ['direct', { name: 'gone', exists: false }, topic],
    ]);
    expect(exchanges[1]?.bindings[0]?.why).toBe("the routing key is 'z', not 'k'");
  });

  test('compares header by header', () => {
    const given = new Map<string, FieldValue>([
      ['h', longstr('1')],
      ['i', { type: 'signedint', value: 2 }],
    ]);
    const [step] = explain('headers', '', given).exchanges;
    expect(step?.bindings[0]?.why).toBe(
      "all headers have to match: 'h' matches, 'i' is 2 (signedint), not 2 (longstr), 'k' is missing",
    );
  });

  test('finds the queue that the default exchange knows by name', () => {
    const [step] = explain('', 'q').exchanges;
    expect(step?.named).toBe(queue);
    expect(explain('', 'none').exchanges[0]?.named).toBeNull();
  });
});
