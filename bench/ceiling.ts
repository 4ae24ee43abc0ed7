import { measure } from './load-run';
import { ROWS } from './rows';
import { startSink } from './sink';

export interface CeilingResult {
  readonly title: string;
  readonly publishedPerSecond: number;
  readonly consumedPerSecond: number;
}

const SIDES = [
  { side: 'both threads', producers: 1, consumers: 1 },
  { side: 'producers alone', producers: 1, consumers: 0 },
  { side: 'consumers alone', producers: 0, consumers: 1 },
] as const;

/** What the generator reaches when nothing holds it back. A broker's figure near these would be the generator's. */
export async function measureCeiling(seconds: number): Promise<CeilingResult[]> {
  const results: CeilingResult[] = [];
  const sink = await startSink();
  try {
    for (const row of ROWS.slice(0, 2)) {
      for (const { side, ...counts } of SIDES) {
        const run = { url: sink.url, row: { ...row, ...counts }, seconds, onNotice: () => {} };
        const { publishedPerSecond, consumedPerSecond } = await measure(run);
        results.push({ title: `${row.title}: ${side}`, publishedPerSecond, consumedPerSecond });
      }
    }
  } finally {
    await sink.stop();
  }
  return results;
}
