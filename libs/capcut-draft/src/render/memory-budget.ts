import { constrainedMemory } from 'node:process';
import { totalmem } from 'node:os';

const MIB = 1024 * 1024;
/** The service itself, and the sound. */
const OWN_BYTES = 224 * MIB;
const LEAST_BYTES = 128 * MIB;
/** A large machine is no reason to fill it. */
const LARGEST_DEFAULT_MIB = 4096;

/** Bytes for the processes that draw, out of what a render may take altogether. */
export function pictureMemory(memoryMb: number | undefined): number {
  return Math.max(LEAST_BYTES, (memoryMb ?? defaultMib()) * MIB - OWN_BYTES);
}

/** Half of what this process may use; a container's limit counts, where there is one. */
function defaultMib(): number {
  const limit = constrainedMemory();
  const available = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.min(LARGEST_DEFAULT_MIB, available / 2 / MIB);
}

/** Lets work begin while there is memory for it; what needs more than there is runs alone. First come, first served. */
export class MemoryBudget {
  private used = 0;
  private readonly waiting: { bytes: number; begin: () => void }[] = [];

  constructor(private readonly bytes: number) {}

  async with<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    await this.enter(bytes);
    try {
      return await work();
    } finally {
      this.used -= bytes;
      this.admit();
    }
  }

  /** Nothing else runs meanwhile. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.with(this.bytes, work);
  }

  private enter(bytes: number): Promise<void> {
    return new Promise((begin) => {
      this.waiting.push({ bytes, begin });
      this.admit();
    });
  }

  private admit(): void {
    for (let next = this.waiting[0]; next && this.fits(next.bytes); next = this.waiting[0]) {
      this.waiting.shift();
      this.used += next.bytes;
      next.begin();
    }
  }

  private fits(bytes: number): boolean {
    return this.used === 0 || this.used + bytes <= this.bytes;
  }
}
