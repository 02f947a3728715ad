import type { EnvironmentKey, ParsedOptions } from '@onereel/core';

export interface SandboxOptions {
  /** Renders at the same time in this process, 1 … 32. */
  readonly concurrency: number;
  /** Hours a job and its file are kept, 1 … 720. */
  readonly retentionHours: number;
}

interface NumberKey extends EnvironmentKey {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

const key = (name: string, description: string, fallback: number, min: number, max: number): NumberKey => ({
  name,
  description: `${description}, ${min}–${max}`,
  default: String(fallback),
  fallback,
  min,
  max,
});

const CONCURRENCY = key('SANDBOX_CONCURRENCY', 'Videos the sandbox renders at the same time', 2, 1, 32);
const RETENTION = key('SANDBOX_RETENTION_HOURS', 'Hours the sandbox keeps its jobs and files', 24, 1, 720);

export const SANDBOX_ENVIRONMENT: readonly EnvironmentKey[] = [CONCURRENCY, RETENTION].map(
  ({ name, description, default: fallback }) => ({ name, description, default: fallback }),
);

/** The sandbox needs no credentials, so it is configured unless a value makes no sense. */
export function parseSandboxOptions(
  environment: Readonly<Record<string, string | undefined>>,
): ParsedOptions<SandboxOptions> {
  const problems: string[] = [];
  const read = ({ name, fallback, min, max }: NumberKey): number => {
    const text = environment[name]?.trim() ?? '';
    if (text === '') return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max)
      problems.push(`${name} must be a whole number from ${min} to ${max}`);
    return value;
  };
  const options = { concurrency: read(CONCURRENCY), retentionHours: read(RETENTION) };
  return problems.length > 0 ? { state: 'invalid', problems } : { state: 'configured', options };
}
