import { describe, expect, test } from 'vitest';
import { afterQueue } from './after-queue';

const classic = (args: Readonly<Record<string, unknown>>, policy: Readonly<Record<string, unknown>> = {}) =>
  afterQueue({ type: 'classic', arguments: args, effective_policy_definition: policy });

describe('what becomes of a message in a queue', () => {
  test('without rules only its own expiration ends it', () => {
    expect(classic({})).toEqual([
      'With an expiration of its own it is dropped when its time is over and it has come to the head.',
    ]);
  });

  test('the smaller of argument and policy limits its time', () => {
    expect(classic({ 'x-message-ttl': 60_000 }, { 'message-ttl': 500 })[0]).toBe(
      'After 500 ms, or its own expiration if that is sooner, it is dropped.',
    );
  });

  test.each([
    [undefined, 'When it is full, the oldest goes to failed.'],
    ['reject-publish', 'When it is full, publishes are refused: a confirm says nack.'],
    ['reject-publish-dlx', 'When it is full, a publish is refused, and the message goes to failed.'],
  ])('a full queue with overflow %s', (mode, sentence) => {
    const args = { 'x-max-length': 5_000, 'x-dead-letter-exchange': 'failed', ...(mode && { 'x-overflow': mode }) };
    expect(classic(args)[1]).toBe(`At most 5,000 wait here. ${sentence}`);
  });

  test('dead letters keep their key or get one, also by policy', () => {
    expect(classic({ 'x-dead-letter-exchange': '' }).at(-1)).toBe(
      'Rejected without requeue it goes to (default exchange), with its own key.',
    );
    expect(classic({}, { 'dead-letter-exchange': 'failed', 'dead-letter-routing-key': 'dead' }).at(-1)).toBe(
      'Rejected without requeue it goes to failed, with the key dead.',
    );
  });

  test('a quorum queue gives up after so many deliveries', () => {
    const quorum = (args: Readonly<Record<string, unknown>>) => afterQueue({ type: 'quorum', arguments: args })[1];
    expect(quorum({})).toBe('After 20 failed deliveries it is dropped.');
    expect(quorum({ 'x-delivery-limit': 3 })).toBe('After 3 failed deliveries it is dropped.');
  });
});
