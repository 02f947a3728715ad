/**
 * How fast a source is played. A curve gives the speed at fractions of the source range; between two points the
 * speed changes linearly in output time.
 */
export type Retime =
  | { readonly kind: 'constant'; readonly speed: number }
  | {
      readonly kind: 'curve';
      readonly points: readonly SpeedPoint[];
      readonly sourceUs: number;
      readonly targetUs: number;
    };

export interface SpeedPoint {
  /** Fraction of the source range, 0–1. */
  readonly x: number;
  readonly speed: number;
}

/** The same speeds in the order of time for a source that is read from its end. */
export function mirrored(retime: Retime): Retime {
  if (retime.kind === 'constant') return retime;
  return { ...retime, points: retime.points.map(({ x, speed }) => ({ x: 1 - x, speed })).reverse() };
}

/** Source microseconds played after so many microseconds of output, both counted from the in-point. */
export function sourceTime(retime: Retime, outputUs: number): number {
  if (retime.kind === 'constant') return outputUs * retime.speed;
  const pieces = speedPieces(retime);
  let rest = Math.max(0, outputUs);
  for (const piece of pieces) {
    if (rest <= piece.duration) return piece.from + piece.speed0 * rest + (piece.slope * rest * rest) / 2;
    rest -= piece.duration;
  }
  const last = pieces[pieces.length - 1];
  return retime.sourceUs + rest * (last ? last.speed1 : 1);
}

/** Inverse of {@link sourceTime}. */
export function outputTime(retime: Retime, sourceUs: number): number {
  if (retime.kind === 'constant') return sourceUs / retime.speed;
  let passed = 0;
  for (const piece of speedPieces(retime)) {
    const inside = sourceUs - piece.from;
    if (inside <= piece.length) return passed + timeInPiece(piece, Math.max(0, inside));
    passed += piece.duration;
  }
  return passed;
}

export function averageSpeed(retime: Retime): number {
  return retime.kind === 'constant' ? retime.speed : retime.sourceUs / retime.targetUs;
}

export function isUnretimed(retime: Retime): boolean {
  return retime.kind === 'constant' && Math.abs(retime.speed - 1) < 1e-6;
}

export interface SpeedPiece {
  /** Source microseconds at its start, and its length. */
  readonly from: number;
  readonly length: number;
  /** Output microseconds. */
  readonly duration: number;
  readonly speed0: number;
  readonly speed1: number;
  /** Change of speed per output microsecond. */
  readonly slope: number;
}

/** The pieces of a speed curve, stretched so that together they last exactly the target. */
export function speedPieces(retime: Extract<Retime, { kind: 'curve' }>): SpeedPiece[] {
  const natural = piecesOf(retime.points, retime.sourceUs);
  const total = natural.reduce((sum, piece) => sum + piece.duration, 0);
  const stretch = total > 0 ? retime.targetUs / total : 1;
  return natural.map((piece) => ({
    ...piece,
    duration: piece.duration * stretch,
    speed0: piece.speed0 / stretch,
    speed1: piece.speed1 / stretch,
    slope: piece.slope / (stretch * stretch),
  }));
}

/** Length of the output a speed curve gives a source, microseconds. */
export function curveDuration(points: readonly SpeedPoint[], sourceUs: number): number {
  return piecesOf(points, sourceUs).reduce((sum, piece) => sum + piece.duration, 0);
}

function piecesOf(points: readonly SpeedPoint[], sourceUs: number): SpeedPiece[] {
  const sorted = covering([...points].sort((a, b) => a.x - b.x));
  const pieces: SpeedPiece[] = [];
  for (let index = 0; index + 1 < sorted.length; index += 1) {
    const [a, b] = [sorted[index], sorted[index + 1]];
    const length = (b.x - a.x) * sourceUs;
    if (length <= 0) continue;
    const duration = (2 * length) / (a.speed + b.speed);
    const slope = (b.speed - a.speed) / duration;
    pieces.push({ from: a.x * sourceUs, length, duration, speed0: a.speed, speed1: b.speed, slope });
  }
  return pieces;
}

function covering(points: SpeedPoint[]): SpeedPoint[] {
  if (points.length === 0)
    return [
      { x: 0, speed: 1 },
      { x: 1, speed: 1 },
    ];
  const [first, last] = [points[0], points[points.length - 1]];
  const head = first.x > 0 ? [{ x: 0, speed: first.speed }] : [];
  const tail = last.x < 1 ? [{ x: 1, speed: last.speed }] : [];
  return [...head, ...points, ...tail].map(({ x, speed }) => ({ x, speed: Math.max(0.01, speed) }));
}

function timeInPiece(piece: SpeedPiece, source: number): number {
  if (Math.abs(piece.slope) < 1e-15) return source / piece.speed0;
  const root = Math.sqrt(Math.max(0, piece.speed0 * piece.speed0 + 2 * piece.slope * source));
  return (root - piece.speed0) / piece.slope;
}
