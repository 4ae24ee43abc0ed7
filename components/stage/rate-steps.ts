import { formatRate } from '@/lib/format';
import type { PlaygroundClient } from '@/lib/live-events';
import { change } from './stage-operations';

const STEPS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000] as const;

/** The rate so many notches further on the dial. */
export function stepRate(rate: number, notches: number): number {
  const at = STEPS.findIndex((step) => step >= rate);
  const isBetween = STEPS[at] !== rate;
  const from = isBetween && notches > 0 ? at - 1 : at;
  return STEPS[Math.min(STEPS.length - 1, Math.max(0, from + notches))] ?? rate;
}

/** Turns a producer's dial. It can be taken back. */
export async function turnDial(client: PlaygroundClient, notches: number): Promise<void> {
  if (client.spec.kind !== 'producer') return;
  const ratePerSecond = stepRate(client.spec.ratePerSecond, notches);
  if (ratePerSecond !== client.spec.ratePerSecond) await setRate(client, ratePerSecond);
}

export async function setRate(client: PlaygroundClient, ratePerSecond: number): Promise<void> {
  if (client.spec.kind !== 'producer') return;
  await change(client, { ...client.spec, ratePerSecond }, `Rate of ${client.spec.name}: ${formatRate(ratePerSecond)}`);
}
