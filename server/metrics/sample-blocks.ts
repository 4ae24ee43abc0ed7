import type { LongBody } from '@/server/management/long-body';
import { forEachPaced, mapPaced } from '@/server/management/paced';
import { type Description, headOf, sampleLine } from './exposition';

/** Things whose samples are made, and kept, together. */
const BLOCK = 256;

interface Samples {
  readonly values: Float64Array;
  /** The lines of the block, shared with the thread that sends them. */
  readonly bytes: Uint8Array;
}

interface Block<Thing> {
  readonly things: readonly Thing[];
  readonly labels: readonly string[];
  /** By the full name of the metric. */
  readonly samples: Map<string, Samples>;
}

export interface ShownMetric<Thing> extends Description {
  of(thing: Thing): number;
}

/**
 * Writes a metric for each of many things. Of ten thousand queues few have changed since the last scrape: the lines of a
 * block in which nothing has are sent again as they are, so that only reading the numbers costs time.
 */
export class SampleBlocks<Thing extends object> {
  readonly #labelsOf: (thing: Thing) => string;
  #blocks: Block<Thing>[] = [];

  constructor(labelsOf: (thing: Thing) => string) {
    this.#labelsOf = labelsOf;
  }

  /** In slices. The same object stands for the same thing at each call. */
  async write(
    body: LongBody,
    prefix: string,
    things: readonly Thing[],
    metrics: readonly ShownMetric<Thing>[],
  ): Promise<void> {
    await this.#divide(things);
    const blocks = this.#blocks;
    // Block by block, as long as its things are near at hand; then metric by metric, as they are shown.
    const cells = blocks.flatMap((block) => metrics.map((metric) => ({ block, metric })));
    const made = await mapPaced(cells, ({ block, metric }) => bytesOf(block, prefix + metric.name, metric));
    for (const [i, metric] of metrics.entries()) {
      body.add(headOf(prefix, metric));
      for (let at = i; at < made.length; at += metrics.length) body.addBytes(made[at] as Uint8Array);
    }
  }

  /** Forgets what was written. */
  clear(): void {
    this.#blocks = [];
  }

  /** Keeps the blocks whose things are still the same. */
  async #divide(things: readonly Thing[]): Promise<void> {
    const former = this.#blocks;
    const blocks: Block<Thing>[] = [];
    const starts = Array.from({ length: Math.ceil(things.length / BLOCK) }, (_, i) => i * BLOCK);
    await forEachPaced(starts, (start) => {
      const part = things.slice(start, start + BLOCK);
      const known = former[start / BLOCK];
      blocks.push(known && isSame(known.things, part) ? known : this.#make(part));
    });
    this.#blocks = blocks;
  }

  #make(things: readonly Thing[]): Block<Thing> {
    return { things, labels: things.map(this.#labelsOf), samples: new Map() };
  }
}

function isSame(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((thing, i) => thing === b[i]);
}

function bytesOf<Thing>(
  { things, labels, samples }: Block<Thing>,
  name: string,
  { of }: ShownMetric<Thing>,
): Uint8Array {
  const known = samples.get(name);
  const values = known?.values ?? new Float64Array(things.length);
  let isNew = known === undefined;
  for (let i = 0; i < things.length; i++) {
    const value = of(things[i] as Thing);
    if (values[i] === value) continue;
    values[i] = value;
    isNew = true;
  }
  if (known && !isNew) return known.bytes;
  let text = '';
  for (let i = 0; i < values.length; i++) text += sampleLine(name, labels[i] as string, values[i] as number);
  // What was sent may still be on its way: it is left alone.
  const bytes = Buffer.from(new SharedArrayBuffer(Buffer.byteLength(text)));
  bytes.write(text);
  samples.set(name, { values, bytes });
  return bytes;
}
