import assert from 'node:assert/strict';
import { ERROR_TABLE } from '../../../errors/error-table';
import { mismatch } from '../../upstream/recorded-exchange';
import { ProviderConformance } from '../provider-conformance';
import { describeFailure, ProviderRig } from '../provider-rig';
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

/** 8: an unsupported field yields a warning that names it, a missing required one an error that names it. */
export const fieldsLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const provider = await rig.create();
    const problems: string[] = [];
    for (const { field, request } of conformance.unsupported) {
      rig.play(conformance.submit.exchange);
      const outcome = await rig.submit(provider, { request });
      if (outcome.kind === 'failed')
        problems.push(`unsupported ${field}: refused with ${describeFailure(outcome)}`);
      else if (!outcome.warnings.some((warning) => warning.field === field))
        problems.push(`no warning names ${field}`);
    }
    for (const { param, request } of conformance.missing) {
      rig.play(conformance.submit.exchange);
      const outcome = await rig.submit(provider, { request });
      if (outcome.kind === 'accepted') problems.push(`missing ${param}: the task was accepted`);
      else if (outcome.error.param !== param)
        problems.push(`missing ${param}: ${describeFailure(outcome)} names ${outcome.error.param}`);
      const { exchange } = conformance.submit;
      const sent = rig.upstream.calls.some(
        (call) => exchange && mismatch(exchange.request, call) === undefined,
      );
      if (sent) problems.push(`missing ${param}: the vendor was asked all the same`);
    }
    if (conformance.unsupported.length === 0) problems.push('name at least one unsupported field');
    if (conformance.missing.length === 0) problems.push('name at least one required field');
    assert.deepEqual(problems, []);
  });
