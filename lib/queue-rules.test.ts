import { expect, test } from 'vitest';
import { queueRules } from './queue-rules';

test('the smaller number counts, and the argument before the policy', () => {
  const rules = queueRules({
    arguments: { 'x-max-length': 10, 'x-dead-letter-exchange': 'mine', 'x-single-active-consumer': true },
    effective_policy_definition: { 'max-length': 5, 'dead-letter-exchange': 'theirs', 'message-ttl': 1000 },
  });
  expect(rules).toMatchObject({
    maxLength: 5,
    deadLetterExchange: 'mine',
    messageTtlMs: 1000,
    isSingleActive: true,
    overflow: undefined,
  });
});

test('a queue without policies has its arguments alone', () => {
  expect(queueRules({ arguments: { 'x-max-age': '7D' } })).toMatchObject({ maxAge: '7D', maxLength: undefined });
});
