import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CoreClient, RecordingChannelPort } from '@/server/testing/core-client';
import { checkProperty } from '@/server/testing/seeds';
import { createTestBroker } from '@/server/testing/start-test-broker';

type Step =
  | { readonly do: 'publish' | 'take' | 'purge'; readonly count: number }
  | { readonly do: 'give back' | 'drop'; readonly picks: readonly number[] };

const count = fc.nat(6);
const picks = fc.uniqueArray(fc.nat(40), { maxLength: 6 });
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constantFrom('publish' as const, 'publish' as const, 'take' as const, 'purge' as const),
      count,
    }),
    fc.record({ do: fc.constantFrom('give back' as const, 'drop' as const), picks }),
  ),
  { maxLength: 40 },
);

/** A list of order numbers with what was published under each of them. */
test('a queue keeps its order and its counts, whatever is taken out of its middle', () => {
  checkProperty(
    fc.property(steps, (given) => {
      const broker = createTestBroker();
      const client = new CoreClient(broker);
      const channel = client.openChannel(new RecordingChannelPort());
      client.queue('q');
      const queue = client.vhost.getQueue('q');
      let ready: { order: number; body: string; wasTaken: boolean }[] = [];
      const taken = new Map<number, { order: number; body: string; give: () => void }>();
      let published = 0;
      for (const step of given) {
        switch (step.do) {
          case 'publish':
            for (let i = 0; i < step.count; i++) {
              client.publish('', 'q', `m${published}`);
              ready.push({ order: queue.endOrder - 1, body: `m${published++}`, wasTaken: false });
            }
            break;
          case 'take':
            for (let i = 0; i < step.count; i++) {
              const fetched = client.session.get('q', false, null);
              const first = ready.shift();
              expect(fetched?.order).toBe(first?.order);
              expect(fetched?.redelivered).toBe(first?.wasTaken);
              if (!fetched || !first) break;
              taken.set(first.order, { ...first, give: () => client.session.settle(fetched, 'requeue') });
            }
            break;
          case 'purge':
            expect(queue.purge(step.count)).toBe(Math.min(step.count, ready.length));
            ready = ready.slice(step.count);
            break;
          case 'give back':
            for (const order of step.picks) {
              const back = taken.get(order);
              if (!back) continue;
              taken.delete(order);
              back.give();
              ready.push({ order, body: back.body, wasTaken: true });
            }
            ready.sort((a, b) => a.order - b.order);
            break;
          case 'drop': {
            const orders = new Set(step.picks);
            const left = ready.filter(({ order }) => !orders.has(order));
            expect(queue.drop(orders)).toBe(ready.length - left.length);
            ready = left;
          }
        }
        const shown = queue.readyAfter(-1, 1000).map(({ order, message, redelivered }) => {
          return { order, body: Buffer.from(message.body()).toString(), wasTaken: redelivered };
        });
        expect(shown).toEqual(ready);
        expect(queue.readyAfter(ready[0]?.order ?? -1, 2).map(({ order }) => order)).toEqual(
          ready.slice(1, 3).map(({ order }) => order),
        );
        expect([queue.readyCount, queue.unackedCount]).toEqual([ready.length, taken.size]);
        expect(queue.readyBytes).toBe(ready.reduce((sum, { body }) => sum + body.length, 0));
        expect(broker.memory.messages).toBe(ready.length + taken.size);
      }
      broker.closeChannel(channel);
    }),
    500,
  );
});
