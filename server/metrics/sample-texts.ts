import { headOf, sampleLine } from './exposition';
import { type Metric, numberIn } from './metric';
import { KINDS, metricsIn } from './object-families';
import type { KindNumbers, SampleWriter, Scrape } from './scrape';

/** Things whose lines are made, and kept, together. */
const BLOCK = 256;

/**
 * Writes the samples of many things. Of ten thousand queues few have changed since the last scrape: lines are kept in
 * blocks, and those of a block in which no number has changed are taken as they are.
 */
export class SampleTexts implements SampleWriter {
  readonly #lists = new Map<string, ListTexts>();

  async write({ list, lists, prefix, families, kinds }: Scrape): Promise<readonly Uint8Array[]> {
    for (const known of this.#lists.keys()) if (!lists.includes(known)) this.#lists.delete(known);
    const texts = this.#lists.get(list) ?? new ListTexts();
    this.#lists.set(list, texts);
    return kinds.flatMap((numbers) => texts.write(prefix, families, numbers));
  }

  close(): void {
    this.#lists.clear();
  }
}

class ListTexts {
  readonly #kinds = new Map<KindNumbers['kind'], KindTexts>();

  write(prefix: string, families: ReadonlySet<string>, numbers: KindNumbers): Uint8Array[] {
    const { kind } = numbers;
    const texts = this.#kinds.get(kind) ?? new KindTexts(Object.keys(KINDS[kind].columns).length);
    this.#kinds.set(kind, texts);
    texts.relabel(numbers);
    return metricsIn(kind, families).map((metric) => texts.write(prefix, metric, numbers));
  }
}

class KindTexts {
  readonly #width: number;
  readonly #labels: string[] = [];
  /** By the full name. */
  readonly #metrics = new Map<string, MetricText>();

  constructor(width: number) {
    this.#width = width;
  }

  relabel({ count, changedFrom, changedLabels }: KindNumbers): void {
    if (changedFrom < count || this.#labels.length !== count) {
      for (const text of this.#metrics.values()) text.forgetFrom(Math.min(changedFrom, count));
    }
    this.#labels.length = Math.min(changedFrom, count);
    for (const label of changedLabels) this.#labels.push(label);
  }

  write(prefix: string, metric: Metric, { rows }: KindNumbers): Uint8Array {
    const fullName = prefix + metric.name;
    const text = this.#metrics.get(fullName) ?? new MetricText(metric, fullName, headOf(prefix, metric));
    this.#metrics.set(fullName, text);
    return text.update(this.#labels, rows, this.#width);
  }
}

/** The text of one metric, with a line for each thing. */
class MetricText {
  readonly #metric: Metric;
  readonly #name: string;
  readonly #head: Uint8Array;
  #values: number[] = [];
  /** Those of the blocks, in the text or beside it. */
  #blocks: Uint8Array[] = [];
  #text: Uint8Array | null = null;

  constructor(metric: Metric, name: string, head: string) {
    this.#metric = metric;
    this.#name = name;
    this.#head = Buffer.from(head);
  }

  /** The labels are others from there on. */
  forgetFrom(index: number): void {
    this.#values.length = Math.min(this.#values.length, index);
    this.#blocks.length = Math.min(this.#blocks.length, Math.floor(index / BLOCK));
    this.#text = null;
  }

  update(labels: readonly string[], rows: Float64Array, width: number): Uint8Array {
    for (let from = 0; from < labels.length; from += BLOCK) {
      const to = Math.min(from + BLOCK, labels.length);
      const block = from / BLOCK;
      const hasChanged = this.#read(rows, width, from, to);
      if (!hasChanged && this.#blocks[block] !== undefined) continue;
      this.#blocks[block] = this.#write(labels, from, to);
      this.#text = null;
    }
    this.#text ??= this.#join();
    return this.#text;
  }

  /** Whether a number is another than the last time. */
  #read(rows: Float64Array, width: number, from: number, to: number): boolean {
    const values = this.#values;
    let hasChanged = false;
    for (let i = from; i < to; i++) {
      const value = numberIn(this.#metric, rows, i * width);
      if (values[i] === value) continue;
      values[i] = value;
      hasChanged = true;
    }
    return hasChanged;
  }

  #write(labels: readonly string[], from: number, to: number): Uint8Array {
    let text = '';
    for (let i = from; i < to; i++) text += sampleLine(this.#name, labels[i] as string, this.#values[i] as number);
    return Buffer.from(text);
  }

  /** What was sent before may still be on its way: it is left alone. */
  #join(): Uint8Array {
    const length = this.#blocks.reduce((sum, block) => sum + block.length, this.#head.length);
    const text = new Uint8Array(new SharedArrayBuffer(length));
    text.set(this.#head);
    let at = this.#head.length;
    this.#blocks = this.#blocks.map((block) => {
      const place = text.subarray(at, at + block.length);
      place.set(block);
      at += block.length;
      return place;
    });
    return text;
  }
}
