import type { KindName } from './object-families';

/** What one scrape asks of whoever writes the samples: numbers, and the labels that have changed since the last one. */
export interface Scrape {
  /** Names the list of things; the labels of the same list are remembered. */
  readonly list: string;
  /** Lists that are still wanted; others can be forgotten. */
  readonly lists: readonly string[];
  readonly prefix: string;
  readonly families: ReadonlySet<string>;
  readonly kinds: readonly KindNumbers[];
}

/** The numbers of all things of a kind, a row each. */
export interface KindNumbers {
  readonly kind: KindName;
  readonly count: number;
  /** In shared memory, and left alone until the scrape is answered. */
  readonly rows: Float64Array;
  /** Things from this one on have other labels than the last time. */
  readonly changedFrom: number;
  /** Theirs, as they stand between the braces. */
  readonly changedLabels: readonly string[];
}

export interface SampleWriter {
  /** The pieces of the text, in shared memory, which does not change any more. One scrape at a time. */
  write(scrape: Scrape): Promise<readonly Uint8Array[]>;
  /** Gives back what it holds; it is not asked any more. */
  close(): void;
}
