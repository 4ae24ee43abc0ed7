interface HeartbeatPort {
  /** Whether we do not read from the peer at present, so that its silence is ours. */
  readonly isPaused: boolean;
  readonly output: { readonly sentBytes: number };
  heartbeat(): void;
  missedHeartbeats(): void;
}

/**
 * Heartbeats both ways (spec section 4.2.7): twice an interval it looks whether anything was sent since it last looked,
 * heartbeats included, and sends one if not; after two intervals of silence it gives the peer up.
 */
export class Heartbeat {
  readonly #port: HeartbeatPort;
  #timer: NodeJS.Timeout | undefined;
  #lastSentBytes = 0;
  #silentTicks = 0;

  constructor(port: HeartbeatPort) {
    this.#port = port;
  }

  /** 0 means that there are no heartbeats. */
  start(intervalSeconds: number): void {
    if (intervalSeconds === 0) return;
    this.#timer = setInterval(() => this.#tick(), intervalSeconds * 500);
  }

  received(): void {
    this.#silentTicks = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#silentTicks = this.#port.isPaused ? 0 : this.#silentTicks + 1;
    if (this.#silentTicks > 4) {
      this.#port.missedHeartbeats();
      return;
    }
    const { sentBytes } = this.#port.output;
    if (sentBytes === this.#lastSentBytes) this.#port.heartbeat();
    this.#lastSentBytes = sentBytes;
  }
}
