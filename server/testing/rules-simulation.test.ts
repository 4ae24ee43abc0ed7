import { describe, expect, test } from 'vitest';
import { RulesSimulation } from './rules-simulation';
import { forEachSeed } from './seeds';

describe('the rules of queues', () => {
  test('do what a small model of them does, through random actions and times', async () => {
    let deaths = 0;
    const runs = await forEachSeed(300, (seed) => {
      const simulation = new RulesSimulation(seed);
      simulation.run(120);
      deaths += simulation.deaths;
    });
    expect(deaths / runs).toBeGreaterThan(10);
  }, 60_000);
});
