import { randomBytes } from 'node:crypto';
import type { Person, SessionFile } from './session-file';

const ID_BYTES = 32;
const SWEEP_MS = 60_000;

/** A signed-in browser. The credentials stay in this process: the broker is asked in the person's name. */
export interface WebSession {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly username: string;
  readonly password: string;
  /** The value of an Authorization header. */
  readonly authorization: string;
  usedAt: number;
}

export interface SessionStoreOptions {
  readonly idleMs: number;
  readonly maxSessions: number;
  readonly now: () => number;
  /** Where sessions outlive the process; without it a restart signs everybody out. */
  readonly file?: SessionFile | undefined;
}

export class SessionStore {
  readonly #options: SessionStoreOptions;
  /** Least recently used first. */
  readonly #sessions = new Map<string, WebSession>();
  readonly #listeners = new Set<(session: WebSession) => void>();
  readonly #sweeper: NodeJS.Timeout;

  constructor(options: SessionStoreOptions) {
    this.#options = options;
    this.#sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.#sweeper.unref();
  }

  /** Makes room by ending the session that has been idle longest. */
  open(person: Pick<WebSession, 'name' | 'tags' | 'username' | 'password'>): WebSession {
    const [oldest] = this.#sessions.values();
    if (oldest && this.#sessions.size >= this.#options.maxSessions) this.end(oldest.id);
    const session = sessionOf(randomBytes(ID_BYTES).toString('base64url'), person, this.#options.now());
    this.#sessions.set(session.id, session);
    this.#options.file?.keep(session.id, { ...person, tags: [...person.tags] }, session.usedAt);
    return session;
  }

  /** The session, if it is there and was not idle too long; that counts as a use. */
  use(id: string | undefined): WebSession | undefined {
    const session = id === undefined ? undefined : (this.#sessions.get(id) ?? this.#fromFile(id));
    if (!session) return undefined;
    if (this.#isIdle(session)) {
      this.end(session.id);
      return undefined;
    }
    session.usedAt = this.#options.now();
    this.#sessions.delete(session.id);
    this.#sessions.set(session.id, session);
    return session;
  }

  /** The session, if it is there: a look that does not count as a use. */
  find(id: string): WebSession | undefined {
    return this.#sessions.get(id);
  }

  end(id: string): void {
    this.#options.file?.drop(id);
    const session = this.#sessions.get(id);
    if (!session) return;
    this.#sessions.delete(id);
    for (const listener of this.#listeners) listener(session);
  }

  /** Whether somebody of this name is signed in, in any browser. */
  hasPerson(name: string): boolean {
    for (const session of this.#sessions.values()) if (session.name === name) return true;
    return false;
  }

  onEnd(listener: (session: WebSession) => void): void {
    this.#listeners.add(listener);
  }

  sweep(): void {
    const { file, now, idleMs } = this.#options;
    file?.sweep(new Map([...this.#sessions.values()].map(({ id, usedAt }) => [id, usedAt])), now() - idleMs);
    for (const session of [...this.#sessions.values()]) {
      if (!this.#isIdle(session)) return;
      this.end(session.id);
    }
  }

  close(): void {
    clearInterval(this.#sweeper);
  }

  /** A session that was opened before this process began. */
  #fromFile(id: string): WebSession | undefined {
    const found = this.#options.file?.find(id);
    return found && sessionOf(id, found.person, found.usedAt);
  }

  #isIdle(session: WebSession): boolean {
    return this.#options.now() - session.usedAt > this.#options.idleMs;
  }
}

function sessionOf(id: string, person: Omit<Person, 'tags'> & Pick<WebSession, 'tags'>, usedAt: number): WebSession {
  const encoded = Buffer.from(`${person.username}:${person.password}`).toString('base64');
  return { ...person, id, authorization: `Basic ${encoded}`, usedAt };
}
