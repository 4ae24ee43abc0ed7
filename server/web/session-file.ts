import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const kept = z.array(z.object({ name: z.string(), usedAt: z.number(), sealed: z.string() }));
const person = z.object({
  name: z.string(),
  tags: z.array(z.string()),
  username: z.string(),
  password: z.string(),
});

export type Person = z.infer<typeof person>;

interface Entry {
  /** Milliseconds since the epoch. */
  usedAt: number;
  readonly sealed: string;
}

/**
 * Sessions in a file, so that a restart signs nobody out. Each is sealed with its id, which is in the browser's cookie
 * and nowhere in the file: the file alone opens nothing.
 */
export class SessionFile {
  readonly #path: string;
  readonly #entries: Map<string, Entry>;
  readonly #onFailure: (failure: unknown) => void;

  constructor(path: string, onFailure: (failure: unknown) => void) {
    this.#path = path;
    this.#onFailure = onFailure;
    this.#entries = new Map(readEntries(path).map(({ name, ...entry }) => [name, entry]));
  }

  keep(id: string, { name, tags, username, password }: Person, usedAt: number): void {
    const plain = JSON.stringify({ name, tags, username, password });
    this.#entries.set(nameOf(id), { usedAt, sealed: seal(id, plain) });
    this.#write();
  }

  find(id: string): { readonly person: Person; readonly usedAt: number } | undefined {
    const entry = this.#entries.get(nameOf(id));
    if (entry === undefined) return undefined;
    try {
      return { person: person.parse(JSON.parse(open(id, entry.sealed))), usedAt: entry.usedAt };
    } catch {
      return undefined;
    }
  }

  drop(id: string): void {
    if (this.#entries.delete(nameOf(id))) this.#write();
  }

  /** Notes when sessions were used last, and forgets those that nobody has used since `oldest`. */
  sweep(used: ReadonlyMap<string, number>, oldest: number): void {
    let hasChanged = false;
    for (const [id, usedAt] of used) {
      const entry = this.#entries.get(nameOf(id));
      if (entry === undefined || entry.usedAt === usedAt) continue;
      entry.usedAt = usedAt;
      hasChanged = true;
    }
    for (const [name, { usedAt }] of this.#entries) {
      if (usedAt < oldest) hasChanged = this.#entries.delete(name);
    }
    if (hasChanged) this.#write();
  }

  #write(): void {
    const text = JSON.stringify([...this.#entries].map(([name, entry]) => ({ name, ...entry })));
    const next = `${this.#path}.next`;
    try {
      writeFileSync(next, text, { mode: 0o600 });
      renameSync(next, this.#path);
    } catch (failure) {
      this.#onFailure(failure);
    }
  }
}

function readEntries(path: string): z.infer<typeof kept> {
  try {
    return kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // None yet, or not ours: everybody signs in again.
    return [];
  }
}

function derive(id: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', id, '', `warren session ${purpose}`, KEY_BYTES));
}

function nameOf(id: string): string {
  return derive(id, 'name').toString('base64url');
}

function seal(id: string, plain: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, derive(id, 'key'), iv);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

function open(id: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv(CIPHER, derive(id, 'key'), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
