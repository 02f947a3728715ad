import assert from 'node:assert/strict';
import { ERROR_TABLE } from '../../../errors/error-table';
import { ProviderConformance } from '../provider-conformance';
import { ProviderRig } from '../provider-rig';
import { FailureCase, failureCases, ProvokedFailure } from '../provoke-failure';

async function forEachFailure(
  conformance: ProviderConformance,
  judge: (failure: FailureCase, provoked: ProvokedFailure) => string | undefined,
): Promise<void> {
  const problems = await Promise.all(
    failureCases(conformance).map((failure) =>
      ProviderRig.with(conformance, async (rig) => {
        const problem = judge(failure, await failure.provoke(rig));
        return problem === undefined ? [] : [`${failure.name}: ${problem} ${rig.hints()}`.trim()];
      }),
    ),
  );
  assert.deepEqual(problems.flat(), []);
}

/** 6: each failure maps to its code. */
export const failuresLine = (conformance: ProviderConformance): Promise<void> =>
  forEachFailure(conformance, (failure, { error, description, rejected }) => {
    if (error === undefined || !failure.codes.includes(error.code)) {
      return `${description}, expected ${failure.codes.join(' or ')}`;
    }
    if (error.code === 'submit_unknown' && rejected) {
      return 'submit_unknown must be thrown: `rejected` promises that the vendor did not take the task';
    }
    if (failure.retryAfterSeconds !== undefined && error.retryAfterSeconds !== failure.retryAfterSeconds) {
      return `retryAfterSeconds is ${error.retryAfterSeconds}, the vendor said ${failure.retryAfterSeconds}`;
    }
    return undefined;
  });

/** 7: `retryable` follows the table. */
export const retryableLine = (conformance: ProviderConformance): Promise<void> =>
  forEachFailure(conformance, (failure, { error }) => {
    if (error === undefined) return undefined;
    const expected = failure.retryable ?? ERROR_TABLE[error.code].retryable;
    return error.retryable === expected
      ? undefined
      : `${error.code}.retryable is ${error.retryable}, expected ${expected}`;
  });
