import { Arrivals } from './arrivals';
import { PieceError } from './piece-packets';

type Side = (signal: AbortSignal, arrivals: Arrivals) => Promise<void>;

/**
 * Joins while there is still something to draw. What goes wrong first is thrown when both have ended; a damaged piece does
 * not stop the drawing, since all that is drawn is kept.
 */
export async function sideBySide(
  outer: AbortSignal,
  paths: readonly string[],
  { draw, join }: { readonly draw: Side; readonly join: Side },
): Promise<void> {
  const arrivals = new Arrivals(paths);
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const failures: unknown[] = [];
  const failed = (error: unknown): void => {
    failures.push(error);
    if (!(error instanceof PieceError)) stop.abort();
  };
  const drawing = draw(signal, arrivals).catch((error: unknown) => {
    failed(error);
    arrivals.fail(error);
  });
  await Promise.all([drawing, join(signal, arrivals).catch(failed)]);
  if (failures.length > 0) throw failures[0];
}
