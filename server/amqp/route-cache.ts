import { type Block, holdsBlock } from '@/server/broker/block';
import type { Route } from '@/server/broker/route';

/** Recent addresses remembered for each channel: publishers that alternate stay on the fast path. */
const SLOTS = 8;
/** And for a channel with more addresses than that; then it begins anew, so that keys that never come again cost little. */
const MOST_ROUTES = 4096;

/**
 * The routes of the addresses that a channel published to lately, found by comparing the bytes of basic.publish, so that
 * neither names are decoded nor permissions and bindings looked up again. Stale when the topology has changed.
 */
export class RouteCache {
  readonly #routes: Route[] = [];
  #last: Route | null = null;
  /** By the hash of the address; null until there are more addresses than slots. */
  #many: Map<number, Route> | null = null;

  /** The route for the address in chunk[start, end), or null. */
  find(chunk: Block, start: number, end: number, version: number): Route | null {
    const last = this.#last;
    if (last !== null && last.version === version && matches(last, chunk, start, end)) return last;
    if (this.#many !== null) return this.#findAmongMany(this.#many, chunk, start, end, version);
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
    if (this.#many === null && this.#routes.length < SLOTS) {
      this.#routes.push(route);
      return;
    }
    this.#many ??= this.#spread();
    if (this.#many.size >= MOST_ROUTES) this.#many.clear();
    this.#many.set(hashOf(route.address.block, 0, route.address.block.bytes.length), route);
  }

  #findAmongMany(many: Map<number, Route>, chunk: Block, start: number, end: number, version: number): Route | null {
    const route = many.get(hashOf(chunk, start, end));
    if (route === undefined || route.version !== version || !matches(route, chunk, start, end)) return null;
    this.#last = route;
    return route;
  }

  #spread(): Map<number, Route> {
    const many = new Map<number, Route>();
    for (const route of this.#routes.splice(0)) {
      many.set(hashOf(route.address.block, 0, route.address.block.bytes.length), route);
    }
    return many;
  }
}

/** FNV-1a over words, the rest over octets; two addresses with one hash only push each other out. */
function hashOf({ view }: Block, start: number, end: number): number {
  let hash = 0x811c9dc5;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = Math.imul(hash ^ view.getInt32(at), 0x01000193);
  for (; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

function matches(route: Route, chunk: Block, start: number, end: number): boolean {
  const known = route.address.block;
  return known.bytes.length === end - start && holdsBlock(chunk, start, known);
}
