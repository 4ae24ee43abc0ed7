import type { Transport } from './transport';

/** Why a client is not read for a while. */
export const UNDER_ALARM = 1;
/** It does not take its answers. */
export const FAR_BEHIND = 2;
/** The disk has not caught up with what it publishes. */
export const THROTTLED = 4;

/** Reads a client while there is no reason against it. */
export class Reading {
  readonly #transport: Transport;
  /** The sum of the reasons that hold. */
  #reasons = 0;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get isPaused(): boolean {
    return this.#reasons !== 0;
  }

  isPausedFor(reason: number): boolean {
    return (this.#reasons & reason) !== 0;
  }

  pauseFor(reason: number): void {
    this.#reasons |= reason;
    this.#transport.pause();
  }

  /** The reason holds no longer. */
  resumeFrom(reason: number): void {
    this.#reasons &= ~reason;
    if (this.#reasons === 0) this.#transport.resume();
  }
}
