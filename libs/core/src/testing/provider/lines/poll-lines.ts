import assert from 'node:assert/strict';
import { PollResult, ProviderOutput } from '../../../provider/video-provider';
import { ProviderConformance, RecordedState } from '../provider-conformance';
import { describeFailure, PollOutcome, ProviderRig } from '../provider-rig';

/** 4: every recorded vendor state maps, an unknown one is "still running" plus a warning. */
export const statesLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const provider = await rig.create();
    const problems: string[] = [];
    for (const state of conformance.states) {
      const outcome = await rig.reach(provider, state);
      const problem = stateProblem(state, outcome);
      if (problem !== undefined) problems.push(`${state.name}: ${problem} ${rig.hints()}`.trim());
    }
    problems.push(...coverageProblems(conformance));
    if (conformance.unknownState !== undefined) {
      const outcome = await rig.reach(provider, {
        name: 'unknown',
        exchanges: conformance.unknownState,
        expect: 'processing',
      });
      problems.push(...unknownProblems(outcome));
    }
    assert.deepEqual(problems, []);
  });

function coverageProblems({ states, submit, unknownState }: ProviderConformance): string[] {
  const expected = new Set(states.map(({ expect }) => expect));
  return [
    !expected.has('queued') && !expected.has('processing') && 'record a state that still runs',
    !expected.has('completed') && 'record a completed state',
    !expected.has('failed') && 'record a failed state',
    submit.exchange !== undefined && unknownState === undefined && 'record `unknownState`',
  ].filter((problem) => problem !== false);
}

function stateProblem(state: RecordedState, outcome: PollOutcome): string | undefined {
  if (outcome.kind === 'failed') return `poll threw ${describeFailure(outcome)}`;
  const { result } = outcome;
  if (result.state !== state.expect) return `is ${result.state}, expected ${state.expect}`;
  if (result.state === 'failed' && state.code !== undefined && result.error.code !== state.code) {
    return `failed with ${result.error.code}, expected ${state.code}`;
  }
  if (result.state === 'completed') return outputProblem(result.outputs);
  return progressProblem(result);
}

function progressProblem(result: PollResult): string | undefined {
  if (result.state !== 'processing' || result.progress === undefined) return undefined;
  const { progress } = result;
  return progress >= 0 && progress <= 100 ? undefined : `progress is ${progress}, expected 0 to 100`;
}

function outputProblem(outputs: readonly ProviderOutput[]): string | undefined {
  if (outputs.length === 0) return 'completed without an output; that is a failure with output_missing';
  if (new Set(outputs.map(({ id }) => id)).size < outputs.length) return 'two outputs have the same id';
  const bad = outputs.find(({ source }) => source.kind === 'url' && !URL.canParse(source.url));
  return bad === undefined ? undefined : `output ${bad.id} has no usable URL`;
}

function unknownProblems(outcome: PollOutcome): string[] {
  if (outcome.kind === 'failed') return [`an unknown state threw ${describeFailure(outcome)}`];
  const { result } = outcome;
  if (result.state !== 'processing' && result.state !== 'queued') {
    return [`an unknown state became ${result.state}, expected processing`];
  }
  return (result.warnings ?? []).length === 0 ? ['an unknown state gave no warning'] : [];
}

/** 5: polling again after success gives the same outputs. */
export const repeatableLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const provider = await rig.create();
    for (const state of conformance.states.filter(({ expect }) => expect === 'completed')) {
      const handle = await rig.accepted(provider, state.request);
      const first = await outputsOf(rig, state, () => rig.reach(provider, state, handle));
      const second = await outputsOf(rig, state, () => rig.poll(provider, handle));
      assert.deepEqual(second, first, `${state.name}: outputs changed on the second poll`);
    }
  });

async function outputsOf(
  rig: ProviderRig,
  state: RecordedState,
  ask: () => Promise<PollOutcome>,
): Promise<readonly ProviderOutput[]> {
  const outcome = await ask();
  if (outcome.kind === 'answered' && outcome.result.state === 'completed') return outcome.result.outputs;
  const what = outcome.kind === 'answered' ? outcome.result.state : describeFailure(outcome);
  throw new assert.AssertionError({ message: `${state.name}: ${what}, expected completed ${rig.hints()}` });
}
