interface Bucket {
  tokens: number;
  updatedAt: number;
}

/** A bucket left alone is full again after a minute and need not be remembered. */
const FULL_AFTER_MS = 60_000;
const SWEEP_ABOVE = 10_000;

/** Token buckets by name: each holds a minute's worth and refills evenly. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  /** @param perMinute > 0 */
  constructor(private readonly perMinute: number) {}

  /** Takes one token; otherwise says in how many seconds (> 0) there will be one. */
  take(
    name: string,
    now: number,
  ): { readonly ok: true } | { readonly ok: false; readonly waitSeconds: number } {
    const bucket = this.refilled(name, now);
    if (bucket.tokens < 1) return { ok: false, waitSeconds: this.wait(bucket) };
    bucket.tokens -= 1;
    return { ok: true };
  }

  /** Seconds until there is a token; 0 when there is one. Takes none. */
  waitSeconds(name: string, now: number): number {
    if (!this.buckets.has(name)) return 0;
    const bucket = this.refilled(name, now);
    return bucket.tokens < 1 ? this.wait(bucket) : 0;
  }

  private wait({ tokens }: Bucket): number {
    return ((1 - tokens) / this.perMinute) * 60;
  }

  private refilled(name: string, now: number): Bucket {
    const bucket = this.bucket(name, now);
    const gained = ((now - bucket.updatedAt) / 60_000) * this.perMinute;
    bucket.tokens = Math.min(this.perMinute, bucket.tokens + Math.max(0, gained));
    bucket.updatedAt = now;
    return bucket;
  }

  private bucket(name: string, now: number): Bucket {
    const known = this.buckets.get(name);
    if (known) return known;
    if (this.buckets.size >= SWEEP_ABOVE) this.sweep(now);
    const created = { tokens: this.perMinute, updatedAt: now };
    this.buckets.set(name, created);
    return created;
  }

  private sweep(now: number): void {
    for (const [name, { updatedAt }] of this.buckets) {
      if (now - updatedAt > FULL_AFTER_MS) this.buckets.delete(name);
    }
  }
}
