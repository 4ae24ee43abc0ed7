// Log-linear buckets: 64 to each power of two, so a percentile is at most 1/64 (1.6 %) below the true value.

const SUB_BUCKET_BITS = 6;
const SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
const BUCKETS = SUB_BUCKETS * 32;

export class LatencyHistogram {
  private readonly counts = new Float64Array(BUCKETS);
  private total = 0;

  record(microseconds: number): void {
    const value = Math.min(Math.max(Math.trunc(microseconds), 0), 0x7fff_ffff);
    const shift = Math.max(31 - SUB_BUCKET_BITS - Math.clz32(value), 0);
    const bucket = shift * SUB_BUCKETS + (value >> shift);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.total += 1;
  }

  reset(): void {
    this.counts.fill(0);
    this.total = 0;
  }

  /** Microseconds below which `fraction` of the recorded values lie; 0 when nothing was recorded. */
  percentile(fraction: number): number {
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.counts[bucket] ?? 0;
      if (seen > 0 && seen >= fraction * this.total) return lowestValueOf(bucket);
    }
    return 0;
  }
}

function lowestValueOf(bucket: number): number {
  if (bucket < 2 * SUB_BUCKETS) return bucket;
  const shift = (bucket >> SUB_BUCKET_BITS) - 1;
  return (SUB_BUCKETS + (bucket & (SUB_BUCKETS - 1))) * 2 ** shift;
}
