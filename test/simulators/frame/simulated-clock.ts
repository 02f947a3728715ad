/** Time inside a simulator: runs `speed` times as fast as the real one and can be moved on. */
export class SimulatedClock {
  private readonly startedAt = Date.now();
  private skippedMs = 0;

  constructor(private readonly speed: number) {}

  /** Milliseconds since the epoch. */
  now(): number {
    return this.startedAt + (Date.now() - this.startedAt) * this.speed + this.skippedMs;
  }

  advance(seconds: number): void {
    this.skippedMs += seconds * 1000;
  }
}
