/** One command of `onereel`. Add a file with one of these and a row in the command table. */
export interface Command {
  /** As typed: `keys create`. */
  readonly name: string;
  /** After the name: `[--name <text>]`. */
  readonly usage?: string;
  readonly summary: string;
  /** Resolves with the exit code. Gets what follows the name. */
  run(args: readonly string[]): Promise<number>;
}

/** What the operator did wrong; printed without a stack. */
export class UsageError extends Error {}
