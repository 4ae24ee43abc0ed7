import { expect, test } from 'vitest';
import { passwordHasher } from './password-hasher';

test('a hash as RabbitMQ computed it is understood', () => {
  // RabbitMQ's documentation: salt 908DC60A, password "test12".
  expect(passwordHasher.verify('kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR', 'test12')).toBe(true);
  expect(passwordHasher.verify('kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR', 'test13')).toBe(false);
});

test('the same password hashes differently each time', () => {
  const [first, second] = [passwordHasher.hash('secret'), passwordHasher.hash('secret')];
  expect(first).not.toBe(second);
  expect(passwordHasher.verify(first, 'secret') && passwordHasher.verify(second, 'secret')).toBe(true);
});

test.each(['', 'AAAA', 'not base64 at all'])('a hash that is none fits no password: %j', (hash) => {
  expect(passwordHasher.verify(hash, '')).toBe(false);
});
