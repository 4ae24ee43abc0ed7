import { describe, expect, test } from 'vitest';
import { BrokerError, type Reason } from '@/server/broker/errors';
import { closingFor, shorten } from './close';
import { REPLY_CODES } from './spec';

describe('closingFor', () => {
  test.each<readonly [Reason, number, 'channel' | 'connection']>([
    ['access-refused', 403, 'channel'],
    ['not-found', 404, 'channel'],
    ['resource-locked', 405, 'channel'],
    ['precondition-failed', 406, 'channel'],
    ['connection-forced', 320, 'connection'],
    ['frame-error', 501, 'connection'],
    ['syntax-error', 502, 'connection'],
    ['command-invalid', 503, 'connection'],
    ['channel-error', 504, 'connection'],
    ['unexpected-frame', 505, 'connection'],
    ['not-allowed', 530, 'connection'],
    ['not-implemented', 540, 'connection'],
    ['internal-error', 541, 'connection'],
  ])('answers %s with %i on the %s', (reason, replyCode, scope) => {
    const closing = closingFor(new BrokerError(reason, 'why'), 1, { classId: 60, methodId: 40 });
    const replyText = `${reason.toUpperCase().replaceAll('-', '_')} - why`;
    expect(closing).toEqual({ scope, args: { replyCode, replyText, classId: 60, methodId: 40 } });
  });

  test('ends the connection for any error on channel 0', () => {
    for (const reason of Object.keys(REPLY_CODES) as Reason[]) {
      expect(closingFor(new BrokerError(reason, 'why'), 0).scope).toBe('connection');
    }
  });

  test('tells the client nothing of an error of our own', () => {
    const closing = closingFor(new TypeError('x is undefined'), 1);
    expect(closing.scope).toBe('connection');
    expect(closing.args).toMatchObject({ replyCode: 541, replyText: 'INTERNAL_ERROR - see the log of the broker' });
  });
});

describe('shorten', () => {
  test('leaves a text of 255 bytes as it is', () => {
    expect(shorten('a'.repeat(255))).toBe('a'.repeat(255));
  });

  test.each(['a', 'ä', '€', '😀'])('cuts a text of many %s to 255 bytes without breaking a character', (character) => {
    const shortened = shorten(character.repeat(300));
    const bytes = Buffer.byteLength(shortened);
    expect(bytes).toBeLessThanOrEqual(255);
    expect(bytes).toBeGreaterThan(255 - 4);
    expect(Buffer.from(shortened).toString()).toBe(shortened);
    expect(shortened.replaceAll(character, '')).toBe('');
  });
});
