import { expect, test } from 'vitest';
import { newEntry } from '@/components/ui/key-value-model';
import { initialPublishValues, isPublishable, publishBody, publishProblems, publishValuesOf } from './publish-values';

const blank = initialPublishValues('events', 'orders.created');

test('an untouched form publishes a persistent message without other properties', () => {
  expect(isPublishable(blank)).toBe(true);
  expect(publishBody(blank)).toEqual({
    routing_key: 'orders.created',
    properties: { delivery_mode: 2 },
    payload: '',
    payload_encoding: 'string',
  });
});

test('filled properties keep their AMQP names and types', () => {
  const values = {
    ...blank,
    persistent: false,
    headers: [newEntry('tier', 'number', '3')],
    properties: { ...blank.properties, contentType: 'application/json', priority: '0', timestamp: '1790000000' },
  };
  expect(publishBody(values).properties).toEqual({
    delivery_mode: 1,
    content_type: 'application/json',
    priority: 0,
    timestamp: 1790000000,
    headers: { tier: 3 },
  });
});

test('what the broker would refuse is said before it is sent', () => {
  const values = {
    ...blank,
    exchange: null,
    routingKey: 'ü'.repeat(128),
    payload: 'a===',
    payloadEncoding: 'base64' as const,
    properties: { ...blank.properties, priority: '256', expiration: '1.5', timestamp: 'now' },
  };
  expect(Object.values(publishProblems(values)).filter((problem) => problem === null)).toEqual([]);
  expect(isPublishable(values)).toBe(false);
});

test('a message that was seen can be published again, without what the broker wrote into it', () => {
  const properties = {
    content_type: 'text/plain',
    priority: 3,
    headers: { tenant: 'acme', 'x-death': [{ count: 1 }] },
  };
  const seen = { exchange: 'shop', routing_key: 'a.b', properties, payload: 'x', payload_encoding: 'string' } as const;
  expect(publishBody(publishValuesOf(seen))).toEqual({
    routing_key: 'a.b',
    payload: 'x',
    payload_encoding: 'string',
    properties: { delivery_mode: 1, content_type: 'text/plain', priority: 3, headers: { tenant: 'acme' } },
  });
});
