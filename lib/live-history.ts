const POINTS = 180;

/** A value for every second of the last three minutes, by series; two columns for the depth of a queue. */
export class LiveHistory {
  readonly #times = new Float64Array(POINTS);
  readonly #series = new Map<string, [Float64Array, Float64Array]>();
  readonly #listeners = new Set<() => void>();
  #count = 0;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the column of a new second; series that get no value keep a zero there. */
  begin(at: number): void {
    this.#times[this.#count % POINTS] = at / 1_000;
    for (const [first, second] of this.#series.values()) {
      first[this.#count % POINTS] = 0;
      second[this.#count % POINTS] = 0;
    }
    this.#count += 1;
  }

  /** Closes the column: every series has its value. */
  commit(): void {
    for (const listener of this.#listeners) listener();
  }

  put(key: string, first: number, second = 0): void {
    let columns = this.#series.get(key);
    if (columns === undefined) {
      columns = [new Float64Array(POINTS), new Float64Array(POINTS)];
      this.#series.set(key, columns);
    }
    const slot = (this.#count - 1) % POINTS;
    columns[0][slot] = first;
    columns[1][slot] = second;
  }

  times(): number[] {
    return this.#unroll(this.#times);
  }

  values(key: string, column: 0 | 1 = 0): number[] {
    const columns = this.#series.get(key);
    return columns === undefined ? this.times().map(() => 0) : this.#unroll(columns[column]);
  }

  retain(keep: (key: string) => boolean): void {
    for (const key of this.#series.keys()) if (!keep(key)) this.#series.delete(key);
  }

  clear(): void {
    this.#series.clear();
    this.#count = 0;
  }

  #unroll(ring: Float64Array): number[] {
    const length = Math.min(this.#count, POINTS);
    const start = this.#count - length;
    return Array.from({ length }, (_, index) => ring[(start + index) % POINTS] ?? 0);
  }
}
