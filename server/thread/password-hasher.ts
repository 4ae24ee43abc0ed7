import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PasswordHasher } from '@/server/broker/ports';

const SALT_BYTES = 4;
const DEFAULT_ALGORITHM = 'rabbit_password_hashing_sha256';

/** RabbitMQ's names of the algorithms and Node's names of their digests. MD5 is read for old definitions, never written. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  [DEFAULT_ALGORITHM, 'sha256'],
  ['rabbit_password_hashing_sha512', 'sha512'],
  ['rabbit_password_hashing_md5', 'md5'],
]);

function digest(name: string, salt: Uint8Array, password: string): Buffer {
  return createHash(name).update(salt).update(password, 'utf8').digest();
}

/** RabbitMQ's password hashes: base64 of a salt and the digest of the salt and the password. */
export const passwordHasher: PasswordHasher = {
  hash(password) {
    const salt = randomBytes(SALT_BYTES);
    const hash = Buffer.concat([salt, digest('sha256', salt, password)]).toString('base64');
    return { hash, algorithm: DEFAULT_ALGORITHM };
  },
  verify({ hash, algorithm }, password) {
    const name = DIGESTS.get(algorithm);
    if (name === undefined) return false;
    const stored = Buffer.from(hash, 'base64');
    const expected = digest(name, stored.subarray(0, SALT_BYTES), password);
    return stored.length === SALT_BYTES + expected.length && timingSafeEqual(stored.subarray(SALT_BYTES), expected);
  },
};
