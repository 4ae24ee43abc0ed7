import { expect, test } from 'vitest';
import { passwordHasher } from './password-hasher';

const SHA256 = 'rabbit_password_hashing_sha256';
const SHA512 = 'rabbit_password_hashing_sha512';
const MD5 = 'rabbit_password_hashing_md5';

test('a hash as RabbitMQ computed it is understood', () => {
  // RabbitMQ's documentation: salt 908DC60A, password "test12".
  const stored = { hash: 'kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR', algorithm: SHA256 };
  expect(passwordHasher.verify(stored, 'test12')).toBe(true);
  expect(passwordHasher.verify(stored, 'test13')).toBe(false);
});

test('the same password hashes differently each time', () => {
  const [first, second] = [passwordHasher.hash('secret'), passwordHasher.hash('secret')];
  expect(first.hash).not.toBe(second.hash);
  expect(passwordHasher.verify(first, 'secret') && passwordHasher.verify(second, 'secret')).toBe(true);
});

const OF_EACH_ALGORITHM = [
  { hash: 'kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR', algorithm: SHA256 },
  {
    hash: 'kI3GChuNuIYf8lRbCCxZjgjKwsY19ns6+uFO0zcXRBGA/XGJPYD8OWMy7EB8TaOmAzjP2azv84GbINYwX2cDWb4DHnc=',
    algorithm: SHA512,
  },
  { hash: 'kI3GChNpte2FApYFXScl+0dIluk=', algorithm: MD5 },
];

test.each(OF_EACH_ALGORITHM)(
  'a hash of $algorithm fits its password under its own name only',
  ({ hash, algorithm }) => {
    const fitting = [SHA256, SHA512, MD5, 'rabbit_password_hashing_none'].filter((name) =>
      passwordHasher.verify({ hash, algorithm: name }, 'test12'),
    );
    expect(fitting).toEqual([algorithm]);
  },
);

test.each(
  [SHA256, SHA512, MD5].flatMap((algorithm) => ['', 'AAAA', 'not base64 at all'].map((hash) => ({ hash, algorithm }))),
)('a hash that is none fits no password: $algorithm $hash', (stored) => {
  expect(passwordHasher.verify(stored, '')).toBe(false);
});
