interface Kept<V> {
  readonly value: V;
  readonly weight: number;
}

/** Values by key in memory, bounded by what they weigh together; the least recently used leave first. */
export class BoundedCache<V> {
  private readonly kept = new Map<string, Kept<V>>();
  private weight = 0;

  constructor(private readonly limit: number) {}

  get(key: string): V | undefined {
    const found = this.kept.get(key);
    if (found === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found.value;
  }

  /** A value that weighs more than the whole cache may hold is not kept. */
  set(key: string, value: V, weight: number): void {
    this.drop(key);
    if (weight > this.limit) return;
    this.kept.set(key, { value, weight });
    this.weight += weight;
    for (const oldest of this.kept.keys()) {
      if (this.weight <= this.limit) return;
      this.drop(oldest);
    }
  }

  drop(key: string): void {
    this.weight -= this.kept.get(key)?.weight ?? 0;
    this.kept.delete(key);
  }
}
