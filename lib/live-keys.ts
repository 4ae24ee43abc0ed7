import { liveStore } from './live-store';

const KEPT = 50;
const recent = new Map<string, Set<string>>();
let isListening = false;

/** Starts remembering which routing keys exchanges have seen, so that a new binding can be tried against them. */
export function rememberRoutingKeys(): void {
  if (isListening) return;
  isListening = true;
  liveStore.onTrace((batch) => {
    for (const event of batch.events) if (event.type === 'published') remember(event.exchange, event.routingKey);
  });
}

/** The last routing keys that an exchange has seen, newest first. */
export function recentRoutingKeys(exchange: string): string[] {
  return [...(recent.get(exchange) ?? [])].reverse();
}

function remember(exchange: string, routingKey: string): void {
  const keys = recent.get(exchange) ?? new Set<string>();
  recent.set(exchange, keys);
  keys.delete(routingKey);
  keys.add(routingKey);
  const [oldest] = keys;
  if (keys.size > KEPT && oldest !== undefined) keys.delete(oldest);
}
