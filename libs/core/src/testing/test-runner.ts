/** What a suite needs of a test runner. Jest, Vitest and node:test all fit; their globals are used when nothing is passed. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it: ((name: string, body: () => Promise<void> | void) => unknown) & {
    skip?: (name: string, body: () => Promise<void> | void) => unknown;
  };
}

/** One asserted promise of a suite. */
export interface SuiteLine {
  /** Key for `off`. */
  readonly key: string;
  /** Test name. */
  readonly title: string;
  run(): Promise<void>;
}

/** Lines an implementation cannot keep, each with the reason, which the test output shows. */
export type SwitchedOff<Key extends string> = Readonly<Partial<Record<Key, string>>>;

/** Registers one test per line. A line that is off shows its reason in its name. */
export function registerLines(
  name: string,
  lines: readonly SuiteLine[],
  off: SwitchedOff<string>,
  runner: TestRunner = globalRunner(),
): void {
  const unknown = Object.keys(off).filter((key) => !lines.some((line) => line.key === key));
  if (unknown.length > 0) throw new Error(`${name}: no such line to switch off: ${unknown.join(', ')}`);
  runner.describe(name, () => {
    for (const { key, title, run } of lines) {
      const reason = off[key];
      if (reason === undefined) {
        runner.it(title, run);
        continue;
      }
      if (reason.trim().length < 10) throw new Error(`${name}: switching off "${key}" takes a reason`);
      const skip = runner.it.skip ?? runner.it;
      skip(`${title} [off: ${reason}]`, () => undefined);
    }
  });
}

function globalRunner(): TestRunner {
  const { describe, it } = globalThis as Partial<TestRunner>;
  if (describe === undefined || it === undefined) {
    throw new Error('No describe/it globals: pass `runner: { describe, it }` of your test runner.');
  }
  return { describe, it };
}
