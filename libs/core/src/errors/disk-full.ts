/** What the system says when there is no room: on the disk, or for this user. */
const NO_ROOM: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/** True for a write that failed because there is no room; its cure is the operator's, not the caller's. */
export const isDiskFull = (error: unknown): boolean =>
  NO_ROOM.has((error as NodeJS.ErrnoException | undefined)?.code);
