import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PasswordHasher } from '@/server/broker/ports';

const SALT_BYTES = 4;

function digest(salt: Uint8Array, password: string): Buffer {
  return createHash('sha256').update(salt).update(password, 'utf8').digest();
}

/** RabbitMQ's `rabbit_password_hashing_sha256`: base64 of a salt and SHA-256 of the salt and the password. */
export const passwordHasher: PasswordHasher = {
  hash(password) {
    const salt = randomBytes(SALT_BYTES);
    return Buffer.concat([salt, digest(salt, password)]).toString('base64');
  },
  verify(passwordHash, password) {
    const stored = Buffer.from(passwordHash, 'base64');
    const expected = digest(stored.subarray(0, SALT_BYTES), password);
    return stored.length === SALT_BYTES + expected.length && timingSafeEqual(stored.subarray(SALT_BYTES), expected);
  },
};
