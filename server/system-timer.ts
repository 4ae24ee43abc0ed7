import type { Timer } from './broker/ports';

/** Waits in real time, and keeps no process alive for it. */
export const systemTimer: Timer = {
  start(delayMs, ring) {
    const timeout = setTimeout(ring, delayMs);
    timeout.unref();
    return () => clearTimeout(timeout);
  },
};
