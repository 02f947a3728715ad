/** Loudest sample the mix may reach. */
export const CEILING = 0.985;
/** Samples (per channel) over which the gain is held down around a peak. */
export const LIMITER_BLOCK = 240;

/**
 * Keeps a mix below the ceiling by turning it down shortly before a peak and slowly up after it; a mix that stays below
 * is not touched at all. Works block by block and looks one block ahead, so sound is neither delayed nor shifted.
 */
export class Limiter {
  private gain = 1;
  /** Loudest sample seen, as an amplitude. */
  peak = 0;

  /** @param next the block that follows; empty at the end. Samples are interleaved stereo and changed in place. */
  apply(block: Float32Array, next: Float32Array): void {
    const stride = LIMITER_BLOCK * 2;
    for (let from = 0; from < block.length; from += stride) {
      const to = Math.min(block.length, from + stride);
      const here = loudest(block, from, to);
      const after =
        to < block.length
          ? loudest(block, to, Math.min(block.length, to + stride))
          : loudest(next, 0, Math.min(next.length, stride));
      this.peak = Math.max(this.peak, here);
      const needed = Math.min(1, CEILING / Math.max(here, after, CEILING));
      const start = Math.min(this.gain, CEILING / Math.max(here, CEILING));
      const end = Math.min(needed, start + RELEASE_STEP);
      if (start < 1 || end < 1) ramp(block, { from, to, start, end });
      this.gain = end;
    }
  }
}

/** Rise of the gain per block of 5 ms: about half a second from silence to full. */
const RELEASE_STEP = 0.01;

function loudest(samples: Float32Array, from: number, to: number): number {
  let peak = 0;
  for (let index = from; index < to; index += 1) {
    const value = Math.abs(samples[index]);
    if (value > peak) peak = value;
  }
  return peak;
}

function ramp(
  samples: Float32Array,
  { from, to, start, end }: { from: number; to: number; start: number; end: number },
): void {
  const length = to - from;
  for (let index = from; index < to; index += 1) {
    samples[index] *= start + ((end - start) * (index - from)) / length;
  }
}
