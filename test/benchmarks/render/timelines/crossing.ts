/** Frames of every transition. The draft centers it on the cut: 7 frames before, 8 after. */
export const CROSSING = 15;
const BEFORE = 7;

/** When each of several pictures is seen, given that neighbors share {@link CROSSING} frames. Half-open frames of the film. */
export interface Seen {
  readonly start: number;
  readonly end: number;
  /** The segment of the draft, which ends at the cut. */
  readonly cutIn: number;
  readonly cutOut: number;
}

export function seenTimes(lengths: readonly number[]): Seen[] {
  let start = 0;
  return lengths.map((length, index) => {
    const end = start + length;
    const seen = {
      start,
      end,
      cutIn: index === 0 ? start : start + BEFORE,
      cutOut: index === lengths.length - 1 ? end : end - CROSSING + BEFORE,
    };
    start = end - CROSSING;
    return seen;
  });
}

export type CrossingKind = 'fade' | 'slideleft' | 'slideright' | 'wipeup';

/** One transition of two streams of whole frames in YUV 4:4:4, by arithmetic on frame numbers. */
const CROSSINGS: Readonly<Record<CrossingKind, (a: string, b: string, out: string) => string[]>> = {
  fade: (a, b, out) => [`[${a}][${b}]blend=all_expr='A+(B-A)*round(T*30)/${CROSSING}'[${out}]`],
  wipeup: (a, b, out) => [`[${a}][${b}]blend=all_expr='if(gt(Y,H*(1-round(T*30)/${CROSSING})),B,A)'[${out}]`],
  slideleft: (a, b, out) => slide(a, b, out, -1),
  slideright: (a, b, out) => slide(a, b, out, 1),
};

function slide(a: string, b: string, out: string, direction: 1 | -1): string[] {
  const shift = `round(W*round(t*30)/${CROSSING})`;
  const place = (x: string): string => `overlay=x='${x}':y=0:format=yuv444:eval=frame`;
  const [outgoing, incoming] = direction === 1 ? [shift, `${shift}-W`] : [`-${shift}`, `W-${shift}`];
  return [
    `[${a}]split[${out}p][${out}q]`,
    `[${out}p][${out}q]${place(outgoing)}[${out}r]`,
    `[${out}r][${b}]${place(incoming)}[${out}]`,
  ];
}

/** Joins whole-frame streams `[name0]`, `[name1]`, … frame by frame, without xfade; the result is `[out]`. */
export function crossPlainly(
  name: string,
  seen: readonly Seen[],
  kinds: readonly CrossingKind[],
  out: string,
): string[] {
  const last = seen.length - 1;
  const lines: string[] = [];
  const parts: string[] = [];
  seen.forEach(({ start, end }, index) => {
    const length = end - start;
    const cuts = [
      { label: `${name}${index}in`, from: 0, to: index === 0 ? 0 : CROSSING, crosses: true },
      {
        label: `${name}${index}own`,
        from: index === 0 ? 0 : CROSSING,
        to: index === last ? length : length - CROSSING,
        crosses: false,
      },
      {
        label: `${name}${index}out`,
        from: length - CROSSING,
        to: index === last ? 0 : length,
        crosses: true,
      },
    ].filter(({ from, to }) => to > from);
    lines.push(`[${name}${index}]split=${cuts.length}${cuts.map(({ label }) => `[${label}s]`).join('')}`);
    for (const { label, from, to, crosses } of cuts) {
      // Chroma taken to every pixel and back is not what it was: only what is mixed goes there.
      const format = crosses ? ',format=yuv444p' : '';
      lines.push(
        `[${label}s]trim=start_frame=${from}:end_frame=${to},settb=1/30,setpts=N${format}[${label}]`,
      );
    }
    if (index > 0) {
      lines.push(
        ...CROSSINGS[kinds[index - 1]](`${name}${index - 1}out`, `${name}${index}in`, `${name}${index}m`),
        `[${name}${index}m]format=yuv420p[${name}${index}x]`,
      );
      parts.push(`[${name}${index}x]`);
    }
    parts.push(`[${name}${index}own]`);
  });
  return [...lines, `${parts.join('')}concat=n=${parts.length},settb=1/30,setpts=N[${out}]`];
}

/** Joins streams by xfade; each must be longer than it is seen, or xfade of some FFmpeg versions loses frames. */
export function crossByXfade(
  name: string,
  seen: readonly Seen[],
  kinds: readonly CrossingKind[],
  out: string,
): string[] {
  return kinds.map((kind, index) => {
    const from = index === 0 ? `${name}0` : `${name}x${index}`;
    const to = index === kinds.length - 1 ? out : `${name}x${index + 1}`;
    const offset = seen[index + 1].start / 30;
    return `[${from}][${name}${index + 1}]xfade=transition=${kind}:duration=${CROSSING / 30}:offset=${offset.toFixed(6)}[${to}]`;
  });
}

/** Three frames too many at the end of every input of xfade. */
export const XFADE_TAIL = 'fps=30,tpad=stop=3:stop_mode=clone,settb=1/30,format=yuv420p';
