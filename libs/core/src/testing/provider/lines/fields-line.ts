import assert from 'node:assert/strict';
import { VideoProvider } from '../../../provider/video-provider';
import { mismatch } from '../../upstream/recorded-exchange';
import { ProviderConformance } from '../provider-conformance';
import { describeFailure, Foresight, ProviderRig } from '../provider-rig';

type Unsupported = ProviderConformance['unsupported'][number];
type Missing = ProviderConformance['missing'][number];

/**
 * 8: an unsupported field yields a warning that names it, a missing required one an error that names it. Where the provider has
 * `validate`, it says both before anything is sent.
 */
export const fieldsLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const provider = await rig.create();
    const problems: (string | undefined)[] = [];
    for (const row of conformance.unsupported) problems.push(await unsupportedProblem(rig, provider, row));
    for (const row of conformance.missing) problems.push(...(await missingProblems(rig, provider, row)));
    if (conformance.unsupported.length === 0) problems.push('name at least one unsupported field');
    if (conformance.missing.length === 0) problems.push('name at least one required field');
    if (provider.validate !== undefined) problems.push(...foresightProblems(rig, provider));
    assert.deepEqual(
      problems.filter((problem) => problem !== undefined),
      [],
    );
  });

async function unsupportedProblem(
  rig: ProviderRig,
  provider: VideoProvider,
  { field, request }: Unsupported,
): Promise<string | undefined> {
  rig.play(rig.conformance.submit.exchange);
  const outcome = await rig.submit(provider, { request });
  if (outcome.kind === 'failed') return `unsupported ${field}: refused with ${describeFailure(outcome)}`;
  return outcome.warnings.some((warning) => warning.field === field)
    ? undefined
    : `no warning names ${field}`;
}

async function missingProblems(
  rig: ProviderRig,
  provider: VideoProvider,
  { param, request }: Missing,
): Promise<(string | undefined)[]> {
  const { exchange } = rig.conformance.submit;
  rig.play(exchange);
  const outcome = await rig.submit(provider, { request });
  const sent = rig.upstream.calls.some((call) => exchange && mismatch(exchange.request, call) === undefined);
  return [
    outcome.kind === 'accepted' ? `missing ${param}: the task was accepted` : undefined,
    outcome.kind === 'failed' && outcome.error.param !== param
      ? `missing ${param}: ${describeFailure(outcome)} names ${outcome.error.param}`
      : undefined,
    sent ? `missing ${param}: the vendor was asked all the same` : undefined,
  ];
}

function foresightProblems(rig: ProviderRig, provider: VideoProvider): (string | undefined)[] {
  const { unsupported, missing } = rig.conformance;
  const usual = rig.foresee(provider);
  return [
    usual.error === undefined ? undefined : `validate refuses the usual request: ${usual.error.message}`,
    ...unsupported.map(({ field, request }) => {
      const foreseen = rig.foresee(provider, request);
      return names(foreseen, field) ? undefined : `validate does not warn about ${field}`;
    }),
    ...missing.map(({ param, request }) =>
      rig.foresee(provider, request).error?.param === param ? undefined : `validate does not miss ${param}`,
    ),
  ];
}

const names = ({ warnings }: Foresight, wanted: string): boolean =>
  warnings.some(({ field }) => field === wanted);
