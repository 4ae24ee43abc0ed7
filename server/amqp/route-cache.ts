import { type Block, holdsBlock } from '@/server/broker/block';
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

  /** The route for the address in chunk[start, end), or null. */
  find(chunk: Block, start: number, end: number, version: number): Route | null {
    const last = this.#last;
    if (last !== null && last.version === version && matches(last, chunk, start, end)) return last;
    for (const route of this.#routes) {
      if (route.version === version && matches(route, chunk, start, end)) {
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

function matches(route: Route, chunk: Block, start: number, end: number): boolean {
  const known = route.address.block;
  return known.bytes.length === end - start && holdsBlock(chunk, start, known);
}
