/** What is wrong with lists that have a shape of their own, without the field's name; `undefined` = fine. */
type Problem = string | undefined;

const MOST_SHOTS = 6;
const LONGEST_SHOT_PROMPT = 512;
const MOST_MASKS = 6;
const POINTS = { min: 2, max: 77 };

type Entry = Readonly<Record<string, unknown>>;

const entriesOf = (value: unknown, most: number): readonly Entry[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.length <= most && value.every(isEntry)
    ? value
    : undefined;

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null;

/** `multi_prompt`: `[{index, prompt, duration}]`. */
export function shotsProblem(value: unknown): Problem {
  const shots = entriesOf(value, MOST_SHOTS);
  if (!shots) return `must be a list of 1 to ${MOST_SHOTS} objects`;
  const long = shots.findIndex(
    ({ prompt }) => typeof prompt !== 'string' || prompt === '' || [...prompt].length > LONGEST_SHOT_PROMPT,
  );
  if (long >= 0) return `[${long}].prompt must be text of at most ${LONGEST_SHOT_PROMPT} characters`;
  const endless = shots.findIndex(({ duration }) => !(Number(duration) >= 1));
  return endless >= 0 ? `[${endless}].duration must be seconds, 1 or more` : undefined;
}

/** Seconds of all shots together. */
export const secondsOfShots = (shots: unknown): number =>
  (entriesOf(shots, MOST_SHOTS) ?? []).reduce((sum, { duration }) => sum + Number(duration), 0);

/** `dynamic_masks`: `[{mask, trajectories: [{x, y}]}]`, in pixels of the picture from its lower left corner. */
export function masksProblem(value: unknown): Problem {
  const masks = entriesOf(value, MOST_MASKS);
  if (!masks) return `must be a list of 1 to ${MOST_MASKS} objects`;
  const bare = masks.findIndex(({ mask }) => typeof mask !== 'string' || mask === '');
  if (bare >= 0) return `[${bare}].mask must be text: a URL or base64`;
  const odd = masks.findIndex(({ trajectories }) => !isTrajectory(trajectories));
  return odd >= 0 ? `[${odd}].trajectories must be ${POINTS.min} to ${POINTS.max} points {x, y}` : undefined;
}

const isTrajectory = (value: unknown): boolean =>
  (entriesOf(value, POINTS.max) ?? []).length >= POINTS.min &&
  (value as readonly Entry[]).every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
