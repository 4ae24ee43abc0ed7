import { expect, test } from 'vitest';
import { AS_IT_IS, adaptDefinitions, partsIn, vhostsIn } from './adapt-definitions';

const document = {
  rabbitmq_version: '4.2.0',
  users: [{ name: 'ann' }],
  vhosts: [{ name: '/' }, { name: 'shop', description: 'x' }],
  permissions: [{ user: 'ann', vhost: 'shop', configure: '', write: '', read: '' }],
  queues: [
    { name: 'orders', vhost: 'shop' },
    { name: 'jobs', vhost: '/' },
  ],
  bindings: [{ source: 'events', vhost: 'shop', destination: 'orders' }],
  policies: [],
};

test('tells the parts and the virtual hosts of a document', () => {
  expect(partsIn(document)).toEqual([
    { key: 'users', count: 1 },
    { key: 'vhosts', count: 2 },
    { key: 'permissions', count: 1 },
    { key: 'queues', count: 2 },
    { key: 'bindings', count: 1 },
  ]);
  expect(vhostsIn(document)).toEqual(['/', 'shop']);
});

test('renames a virtual host wherever it is named, and leaves others out', () => {
  const adapted = adaptDefinitions(document, {
    without: ['users', 'permissions'],
    vhosts: { shop: 'test', '/': null },
  });
  expect(adapted).toEqual({
    rabbitmq_version: '4.2.0',
    vhosts: [{ name: 'test', description: 'x' }],
    queues: [{ name: 'orders', vhost: 'test' }],
    bindings: [{ source: 'events', vhost: 'test', destination: 'orders' }],
    policies: [],
  });
});

test('changes nothing unless asked, nor what it does not understand', () => {
  expect(adaptDefinitions(document, AS_IT_IS)).toEqual(document);
  const odd = { queues: [null, 7, { vhost: 3 }], exchanges: 'none' };
  expect(adaptDefinitions(odd, { without: [], vhosts: { '/': 'x' } })).toEqual(odd);
});
