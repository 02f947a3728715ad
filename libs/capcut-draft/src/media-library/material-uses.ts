/** `new`: seen for the first time; `leaving`: its files are being removed at this moment. */
export type MaterialState = 'new' | 'known' | 'leaving';

export interface CollectOrder {
  /** Milliseconds since the epoch: materials used after this stay. */
  readonly unusedSince: number;
  readonly now: number;
  readonly limit: number;
}

/**
 * When each material was last asked for, and which drafts refer to it. Semantics every adapter keeps:
 *
 * - The drafts' references are written by `DraftStore.create` and `append`, in their transaction (`uses`). They stay as long as the
 *   draft does, for undo; `DraftStore.remove` takes them away and counts as a use of each material at that moment.
 * - A commit that refers to a material `claim` has given out fails with `conflict` (retryable) and leaves nothing behind: of a claim
 *   and a commit racing for one material exactly one succeeds.
 * - A claim whose holder died ends after `CLAIM_MS`.
 */
export interface MaterialUses {
  /** Notes a use at `now`, in milliseconds since the epoch; keeps the material for the time of grace unless it is `leaving`. */
  touch(contentId: string, now: number): Promise<MaterialState>;
  /** Keeps a material for ever: for files from before there was an index, whose users are not known. */
  pin(contentId: string): Promise<void>;
  /** Marks materials without a draft as leaving and gives them to one caller, who removes their files. */
  claim(order: CollectOrder): Promise<readonly string[]>;
  /** The files of a claimed material are removed. */
  gone(contentId: string, now: number): Promise<void>;
}

/** How long a claim counts; removing two files takes far less. */
export const CLAIM_MS = 10 * 60_000;

export const MATERIAL_USES = Symbol.for('onereel.material-uses');

/** The materials a stored text names: their ids stand in paths and file lists. May name others too, never fewer. */
export function contentIdsIn(json: string): string[] {
  return [...new Set(json.match(/(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/g))];
}
