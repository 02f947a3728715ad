import { registerLines, SuiteLine } from '../test-runner';
import { abortLine } from './lines/abort-line';
import { capabilitiesLine } from './lines/capabilities-line';
import { descriptorLine } from './lines/descriptor-line';
import { failuresLine, retryableLine } from './lines/failure-lines';
import { fieldsLine } from './lines/fields-line';
import { isolationLine } from './lines/isolation-line';
import { packageLine } from './lines/package-line';
import { repeatableLine, statesLine } from './lines/poll-lines';
import { originsLine, secretsLine } from './lines/secret-lines';
import { handleLine, referenceLine, submitLine } from './lines/submit-lines';
import { PROVIDER_LINES, ProviderConformance, ProviderLine } from './provider-conformance';
import { neverFailing } from './provoke-failure';

interface LineRow {
  readonly title: string;
  readonly run: (conformance: ProviderConformance) => Promise<void>;
}

const LINES: Readonly<Record<ProviderLine, LineRow>> = {
  descriptor: {
    title: 'the descriptor is plain JSON with well-formed, unique ids and sane limits',
    run: descriptorLine,
  },
  submit: { title: 'submit makes the expected call and does not wait for the result', run: submitLine },
  handle: { title: 'the handle survives JSON and works on a fresh instance', run: handleLine },
  states: {
    title: 'every recorded state maps, an unknown one is still running plus a warning',
    run: statesLine,
  },
  repeatable: { title: 'polling again after success gives the same outputs', run: repeatableLine },
  failures: { title: 'each failure maps to its code', run: failuresLine },
  retryable: { title: 'retryable follows the table', run: retryableLine },
  fields: { title: 'unsupported fields are warnings, missing ones errors, both by name', run: fieldsLine },
  abort: { title: 'an aborted signal stops the call and leaves no timer or socket', run: abortLine },
  reference: {
    title: 'the client reference reaches the vendor where the descriptor claims it',
    run: referenceLine,
  },
  secrets: { title: 'no error, warning, handle, log line or URL shows a secret', run: secretsLine },
  origins: { title: 'credentials never go to another origin', run: originsLine },
  isolation: { title: 'the environment is not read, two instances do not mix', run: isolationLine },
  capabilities: {
    title: 'optional methods match the descriptor, cancel is idempotent, outputs open',
    run: capabilitiesLine,
  },
  package: { title: 'the packed package loads', run: packageLine },
};

/** The fifteen lines without a runner, e.g. to test the suite itself. */
export const videoProviderLines = (conformance: ProviderConformance): readonly SuiteLine[] =>
  PROVIDER_LINES.map((key, index) => {
    const never = key === 'failures' ? neverFailing(conformance) : [];
    const note = never.length === 0 ? '' : ` [never: ${never.join('; ')}]`;
    return {
      key,
      title: `${index + 1}. ${LINES[key].title}${note}`,
      run: () => LINES[key].run(conformance),
    };
  });

/**
 * Registers the conformance suite of a provider: fifteen tests, one per promise of VideoProvider. Lines are on; switching one
 * off takes a reason, which appears in the output. Works with every runner that has `describe` and `it`.
 */
export function describeVideoProvider(conformance: ProviderConformance): void {
  registerLines(
    `${conformance.name} keeps the VideoProvider contract`,
    videoProviderLines(conformance),
    conformance.off ?? {},
    conformance.runner,
  );
}
