/** Why a provider package cannot be used. */
export type PluginProblemKind =
  | 'not_installed'
  | 'dependency_missing'
  | 'threw_on_load'
  | 'wrong_shape'
  | 'wrong_contract'
  | 'bad_options'
  | 'duplicate_id';

export interface PluginProblem {
  readonly kind: PluginProblemKind;
  /** As listed in ONEREEL_PROVIDERS. */
  readonly packageName: string;
  /** What is wrong and what cures it. */
  readonly message: string;
  readonly cause?: unknown;
}

/** Every provider package that cannot be used, at once. `errors` holds the causes. */
export class PluginLoadError extends AggregateError {
  constructor(readonly problems: readonly PluginProblem[]) {
    super(
      problems.map(({ cause }) => cause).filter((cause) => cause !== undefined),
      `Provider packages cannot be loaded:\n${problems.map(({ message }) => `  - ${message}`).join('\n')}`,
    );
    this.name = 'PluginLoadError';
  }
}
