import type { ProducerSpec } from '@/lib/live-events';

/** Where this browser keeps producers. */
export const PRODUCERS_KEY = 'warren:producers';

/** A producer that was kept: another version of the dashboard may have written something else. */
export function isProducerSpec(value: unknown): value is ProducerSpec {
  const spec = (value ?? {}) as Partial<ProducerSpec>;
  const texts = [spec.name, spec.exchange, spec.routingKey, spec.payload, spec.contentType];
  return (
    spec.kind === 'producer' &&
    texts.every((text) => typeof text === 'string') &&
    typeof spec.ratePerSecond === 'number' &&
    ['steady', 'sine', 'spike'].includes(spec.shape ?? '') &&
    typeof spec.headers === 'object' &&
    typeof spec.persistent === 'boolean' &&
    typeof spec.mandatory === 'boolean'
  );
}
