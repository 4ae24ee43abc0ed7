import type { Route } from '@/server/broker/route';

/** Recent addresses remembered for each channel: publishers that alternate stay on the fast path. */
const SLOTS = 8;

/**
 * The routes of the addresses that a channel published to last, found by comparing the bytes of basic.publish, so that
 * neither names are decoded nor permissions and bindings looked up again. Stale when the topology has changed.
 */
export class RouteCache {
  readonly #routes: Route[] = [];
  #last: Route | null = null;
  #victim = 0;

  /** The route for the address in bytes[start, end), or null. */
  find(bytes: Uint8Array, start: number, end: number, version: number): Route | null {
    const last = this.#last;
    if (last !== null && last.version === version && matches(last, bytes, start, end)) return last;
    for (const route of this.#routes) {
      if (route.version === version && matches(route, bytes, start, end)) {
        this.#last = route;
        return route;
      }
    }
    return null;
  }

  add(route: Route): void {
    this.#last = route;
    if (this.#routes.length < SLOTS) {
      this.#routes.push(route);
      return;
    }
    this.#routes[this.#victim] = route;
    this.#victim = (this.#victim + 1) % SLOTS;
  }
}

/** Compares from the end, where routing keys differ first. */
function matches(route: Route, bytes: Uint8Array, start: number, end: number): boolean {
  const known = route.address.bytes;
  if (known.length !== end - start) return false;
  for (let i = known.length - 1, at = end - 1; i >= 0; i--, at--) if (known[i] !== bytes[at]) return false;
  return true;
}
