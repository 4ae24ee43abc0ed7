import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProperty } from '@/server/testing/seeds';
import { type DeathReason, isCycle, withDeath } from './death';
import { EMPTY_TABLE, type FieldTable } from './field-table';

const reason = fc.constantFrom<DeathReason>('rejected', 'expired', 'maxlen', 'delivery_limit');
const death = fc.record({ queue: fc.constantFrom('a', 'b', 'c'), reason });

function historyOf(deaths: readonly { queue: string; reason: DeathReason }[]): FieldTable {
  let headers: FieldTable = EMPTY_TABLE;
  for (const [i, each] of deaths.entries()) {
    const rest = { exchange: '', routingKeys: [], expiration: undefined, at: i * 1000 };
    headers = withDeath(headers, { ...each, ...rest }, i > 0);
  }
  return headers;
}

describe('the history of deaths', () => {
  test('has an entry for each queue and reason, with its count, the newest first', () => {
    checkProperty(
      fc.property(fc.array(death, { minLength: 1, maxLength: 30 }), (deaths) => {
        const keys = deaths.map((each) => `${each.queue} ${each.reason}`);
        const newestFirst = [...new Set([...keys].reverse())];
        const expected = newestFirst.map((key) => `${key} ${keys.filter((each) => each === key).length}`);
        const field = historyOf(deaths).get('x-death');
        const entries = field?.type === 'array' ? field.value : [];
        const found = entries.map((entry) => {
          const table = (entry as { value: FieldTable }).value;
          const [queue, why, count] = ['queue', 'reason', 'count'].map((key) => table.get(key));
          return [queue, why, count].map((each) => (each && 'value' in each ? String(each.value) : '')).join(' ');
        });
        expect(found).toEqual(expected);
      }),
    );
  });

  test('shows a cycle to a queue where the message died, unless it was rejected there or since', () => {
    checkProperty(
      fc.property(fc.array(death, { minLength: 1, maxLength: 8 }), fc.constantFrom('a', 'b', 'c'), (deaths, target) => {
        // The newest entries up to the first one of the target, each queue and reason counted once.
        const entries = new Map([...deaths].reverse().map((each) => [`${each.queue} ${each.reason}`, each]));
        const since: DeathReason[] = [];
        let wasThere = false;
        for (const each of entries.values()) {
          since.push(each.reason);
          wasThere = each.queue === target;
          if (wasThere) break;
        }
        expect(isCycle(historyOf(deaths), target)).toBe(wasThere && !since.includes('rejected'));
      }),
      500,
    );
  });
});
