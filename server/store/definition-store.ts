import { createHash } from 'node:crypto';
import { open, type RootDatabase } from 'lmdb';
import type { DefinitionLog } from '@/server/broker/store';

const RETRY_MS = 1000;

/** A definition as it is kept: JSON, with its kind first. */
export type DefinitionKind = 'vhost' | 'user' | 'parameter' | 'global' | 'exchange' | 'queue' | 'binding' | 'stream';

export interface StoredDefinition {
  readonly kind: DefinitionKind;
  readonly value: unknown;
}

/** The key of a definition; a digest, because names may be longer than the keys of the store. */
export function definitionKey(kind: DefinitionKind, ...names: readonly string[]): string {
  return `${kind}/${createHash('sha256').update(JSON.stringify(names)).digest('base64url')}`;
}

/** The key under which it is kept where the stream with this number begins. */
export const anchorKey = (id: number): string => definitionKey('stream', String(id));

export interface DefinitionListener {
  /** So many changes are safe. */
  definitionsSafe(changes: number): void;
  /** The changes that are not safe yet could not be stored; it is tried again. */
  definitionsFailed(failure: Error): void;
}

/** Definitions in an embedded key-value store, each put and removed for itself. */
export class DefinitionStore implements DefinitionLog {
  readonly #database: RootDatabase<unknown, string>;
  /** What is not safe yet; undefined for what is to be removed. */
  #pending = new Map<string, unknown>();
  #writing: Promise<void> | null = null;
  #hasFailed = false;
  #timer: NodeJS.Timeout | null = null;
  changes = 0;
  safeChanges = 0;
  listener: DefinitionListener | null = null;

  constructor(path: string, isReadOnly = false) {
    this.#database = open<unknown, string>({ path, encoding: 'json', noSubdir: true, readOnly: isReadOnly });
  }

  *all(): Generator<StoredDefinition> {
    for (const { key, value } of this.#database.getRange()) {
      yield { kind: key.slice(0, key.indexOf('/')) as DefinitionKind, value };
    }
  }

  put(key: string, value: unknown): void {
    this.#pending.set(key, value);
    this.changes += 1;
  }

  remove(key: string): void {
    this.#pending.set(key, undefined);
    this.changes += 1;
  }

  endTurn(): void {
    if (this.changes === this.safeChanges || this.#writing !== null || this.#timer !== null) return;
    // A failure is told to the listener.
    this.flush().catch(() => {});
  }

  /** Resolves when every change so far is safe; rejects when that failed. */
  async flush(): Promise<void> {
    const wanted = this.changes;
    while (this.safeChanges < wanted) {
      this.#writing ??= this.#write().finally(() => {
        this.#writing = null;
        // What has changed meanwhile may have no turn of its own to wait for.
        this.endTurn();
      });
      await this.#writing;
    }
  }

  async #write(): Promise<void> {
    const changes = this.changes;
    const pending = this.#pending;
    this.#pending = new Map();
    try {
      const done = [...pending].map(([key, value]) =>
        value === undefined ? this.#database.remove(key) : this.#database.put(key, value),
      );
      await Promise.all(done);
      await this.#database.flushed;
    } catch (failure) {
      this.#pending = new Map([...pending, ...this.#pending]);
      this.#failed(failure as Error);
      throw failure;
    }
    this.#hasFailed = false;
    this.safeChanges = changes;
    this.listener?.definitionsSafe(changes);
  }

  #failed(failure: Error): void {
    if (!this.#hasFailed) this.listener?.definitionsFailed(failure);
    this.#hasFailed = true;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush().catch(() => {});
    }, RETRY_MS);
  }

  async close(): Promise<void> {
    await this.flush().catch(() => {});
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#database.close();
  }
}
