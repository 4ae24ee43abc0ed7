import { describe, expect, test } from 'vitest';
import { forEachSeed } from './seeds';
import { Simulation } from './simulation';

describe('the broker core', () => {
  test('does what a small model of it does, through random actions', async () => {
    let deliveries = 0;
    const runs = await forEachSeed(300, (seed) => {
      const simulation = new Simulation(seed);
      simulation.run(150);
      deliveries += simulation.deliveries;
    });
    expect(deliveries / runs).toBeGreaterThan(10);
  }, 60_000);
});
