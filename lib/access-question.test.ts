import { expect, test } from 'vitest';
import { type AccessQuestion, answerAccess } from './access-question';

const facts = {
  permissions: [{ user: 'ann', vhost: 'shop', configure: '', write: '^orders', read: '.*' }],
  topicPermissions: [{ user: 'ann', vhost: 'shop', exchange: 'orders', write: '^{username}\\.', read: '.*' }],
};

function ask(question: Partial<AccessQuestion>) {
  const whole = {
    user: 'ann',
    vhost: 'shop',
    operation: 'write',
    name: 'orders',
    routingKey: null,
    ...question,
  } as const;
  return answerAccess(whole, facts);
}

test('a pattern that matches anywhere in the name allows', () => {
  expect(ask({})).toMatchObject({ isAllowed: true });
  expect(ask({ name: 'my-orders' })).toMatchObject({ isAllowed: false });
});

test('the empty pattern allows nothing', () => {
  expect(ask({ operation: 'configure' })).toMatchObject({ isAllowed: false });
});

test('without a permission in the vhost nothing is allowed', () => {
  expect(ask({ vhost: '/' }).reasons[0]).toContain('cannot even connect');
});

test('a topic permission narrows the routing keys down, with the name of the user put in', () => {
  expect(ask({ routingKey: 'ann.created' })).toMatchObject({ isAllowed: true });
  expect(ask({ routingKey: 'bob.created' })).toMatchObject({ isAllowed: false });
});

test('the default exchange goes by amq.default', () => {
  expect(ask({ operation: 'read', name: '' }).reasons[0]).toContain('amq.default');
});
