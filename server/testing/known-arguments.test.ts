import { describe, expect, test } from 'vitest';
import { exchangeArguments } from '@/lib/arguments/exchange-arguments';
import { policyKeys } from '@/lib/arguments/policy-keys';
import { queueArguments, queueTypes } from '@/lib/arguments/queue-arguments';
import { EXCHANGE_ARGUMENT_RULES } from '@/server/broker/exchange-arguments';
import { POLICY_KEYS } from '@/server/broker/policy-keys';
import { comparedArguments } from '@/server/broker/queue-arguments';

const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name).sort();

/** Of older versions of RabbitMQ: taken, and not compared. */
const OLD = ['x-queue-master-locator', 'x-queue-mode'];

describe('the forms offer every argument that the broker knows', () => {
  test.each(queueTypes)('of a %s queue', (type) => {
    const known = comparedArguments(type).filter((name) => name !== 'x-queue-type');
    expect(names(queueArguments(type)).filter((name) => !OLD.includes(name))).toEqual(known.sort());
  });

  test('of an exchange', () => {
    expect(names(exchangeArguments)).toEqual(expect.arrayContaining(Object.keys(EXCHANGE_ARGUMENT_RULES)));
  });

  test('of a policy and of an operator policy', () => {
    expect(names(policyKeys.policies)).toEqual([...POLICY_KEYS.keys()].sort());
    const operators = [...POLICY_KEYS].filter(([, rule]) => rule.inOperatorPolicies).map(([name]) => name);
    expect(names(policyKeys['operator-policies'])).toEqual(operators.sort());
  });

  test('each with a sentence of its own', () => {
    for (const { help } of [...queueArguments(), ...exchangeArguments, ...policyKeys.policies]) {
      expect(help).toMatch(/^[\w].{10,}\.$/);
    }
  });
});
