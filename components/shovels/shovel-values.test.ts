import { describe, expect, test } from 'vitest';
import { draftOf, problemsOf, settingsOf } from './shovel-values';

describe('the value of a shovel', () => {
  test('goes through the form and comes out as it was, with what the form does not know', () => {
    const value = {
      'src-uri': ['amqp://a', 'amqp://b'],
      'src-exchange': 'x',
      'src-exchange-key': 'k',
      'src-consumer-args': { 'x-priority': 1 },
      'src-delete-after': 12,
      'src-prefetch-count': 7,
      'dest-uri': 'amqp:///v',
      'dest-exchange': 'y',
      'dest-publish-properties': { delivery_mode: 2 },
      'dest-add-forward-headers': true,
      'ack-mode': 'on-publish',
      'reconnect-delay': 1,
    };
    expect(settingsOf(draftOf('v', 's', value), value)).toEqual(value);
  });

  test('of a new one names this broker, and says what is still missing', () => {
    const draft = draftOf('/', '');
    expect([draft.sourceUri, draft.destinationUri]).toEqual(['amqp:///%2F', 'amqp:///%2F']);
    const missing = Object.entries(problemsOf(draft)).filter(([, problem]) => problem !== null);
    expect(missing.map(([field]) => field)).toEqual(['name', 'source', 'destination']);
  });

  test('for a web address has nothing that only AMQP knows', () => {
    const former = { 'dest-queue': 'q', 'dest-publish-properties': {}, 'dest-add-timestamp-header': true };
    const draft = { ...draftOf('/', 's', former), destinationKind: 'web', destinationUri: 'https://h/x' } as const;
    expect(Object.keys(settingsOf(draft, former)).filter((key) => key.startsWith('dest-'))).toEqual([
      'dest-uri',
      'dest-protocol',
    ]);
    expect(problemsOf({ ...draft, destinationUri: 'amqp://h' }).destinationUri).toBe(
      'It begins with http:// or https://.',
    );
  });

  test('cannot count messages that are not acknowledged', () => {
    const draft = { ...draftOf('/', 's'), end: 'number', endAfter: '5', ackMode: 'no-ack' } as const;
    expect(problemsOf(draft).endAfter).toMatch(/counted/);
    expect(problemsOf({ ...draft, ackMode: 'on-confirm' }).endAfter).toBeNull();
  });
});
