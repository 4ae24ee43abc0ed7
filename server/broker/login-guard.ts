import type { Clock } from './ports';

/** How many wrong passwords an address may send in a window of time before it has to wait. */
export interface LoginLimits {
  readonly windowMs: number;
  /** With one user name. */
  readonly failuresPerName: number;
  /** With all user names together: several clients may share an address, and one of them may be misconfigured. */
  readonly failuresPerAddress: number;
  /** Addresses remembered at a time; beyond that the oldest is forgotten. */
  readonly addresses: number;
}

export const DEFAULT_LOGIN_LIMITS: LoginLimits = {
  windowMs: 60_000,
  failuresPerName: 10,
  failuresPerAddress: 60,
  addresses: 10_000,
};

export interface LoginTry {
  readonly address: string;
  readonly name: string;
}

interface Window {
  readonly since: number;
  total: number;
  readonly byName: Map<string, number>;
}

/**
 * Slows down the guessing of passwords, through whichever door they come. A try that has to wait is not looked at, so
 * that it neither tells whether the password was right nor makes the wait longer.
 */
export class LoginGuard {
  readonly #limits: LoginLimits;
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();

  constructor(limits: LoginLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Seconds to wait; 0 when the try may be looked at. */
  waitSeconds({ address, name }: LoginTry): number {
    const window = this.#current(network(address));
    if (!window) return 0;
    const { failuresPerName, failuresPerAddress, windowMs } = this.#limits;
    const ofName = window.byName.get(shortened(name)) ?? 0;
    if (ofName < failuresPerName && window.total < failuresPerAddress) return 0;
    return Math.max(1, Math.ceil((window.since + windowMs - this.#clock.now()) / 1000));
  }

  failed({ address, name }: LoginTry): void {
    const key = network(address);
    const window = this.#current(key) ?? this.#open(key);
    window.total += 1;
    window.byName.set(shortened(name), (window.byName.get(shortened(name)) ?? 0) + 1);
  }

  /** Who knows the password was mistaken before, not guessing. */
  succeeded({ address, name }: LoginTry): void {
    this.#current(network(address))?.byName.delete(shortened(name));
  }

  #current(key: string): Window | undefined {
    const window = this.#windows.get(key);
    if (!window || this.#clock.now() - window.since < this.#limits.windowMs) return window;
    this.#windows.delete(key);
    return undefined;
  }

  #open(key: string): Window {
    const [oldest] = this.#windows.keys();
    if (oldest !== undefined && this.#windows.size >= this.#limits.addresses) this.#windows.delete(oldest);
    const window: Window = { since: this.#clock.now(), total: 0, byName: new Map() };
    this.#windows.set(key, window);
    return window;
  }
}

/** Names are remembered, and whoever is not signed in may send long ones. */
function shortened(name: string): string {
  return name.slice(0, 255);
}

/** Who has one address of IPv6 has 2^64 of them, so these count by the first half. IPv4 may come mapped into IPv6. */
function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - rest.length);
  return [...first, ...new Array<string>(zeros).fill('0'), ...rest].slice(0, 4).join(':');
}
