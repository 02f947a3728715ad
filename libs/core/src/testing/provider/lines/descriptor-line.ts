import assert from 'node:assert/strict';
import { ModelDescriptor, NumberRange, ProviderDescriptor } from '../../../provider/provider-descriptor';
import { isProviderPlugin, PROVIDER_CONTRACT } from '../../../provider/provider-plugin';
import { CredentialSlot } from '../../../provider/video-provider';
import { ratioValue, resolutionLines } from '../../../request/frame-size';
import { ProviderConformance } from '../provider-conformance';
import { ProviderRig } from '../provider-rig';

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MODEL_ID = /^[a-z0-9._-]+$/;

type Problem = string | false | undefined;

/** 1: the descriptor is plain JSON, ids are well-formed and unique, limits are sane. */
export const descriptorLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const provider = await rig.create();
    const { descriptor } = provider;
    assert.deepEqual(JSON.parse(JSON.stringify(descriptor)), descriptor, 'descriptor is not plain JSON');
    const slots = provider.credentials.map(({ id }) => id);
    report([
      ...providerProblems(descriptor),
      ...descriptor.models.flatMap(modelProblems),
      slots.length === 0 && 'credentials is empty',
      new Set(slots).size < slots.length && 'two credentials have the same id',
      ...provider.credentials.flatMap((slot) => slotProblems(slot, descriptor)),
      ...pluginProblems(conformance, descriptor),
    ]);
  });

function report(problems: readonly Problem[]): void {
  assert.deepEqual(problems.filter(Boolean), []);
}

function providerProblems(descriptor: ProviderDescriptor): Problem[] {
  const { models } = descriptor;
  const names = models.flatMap(({ id, aliases }) => [id, ...(aliases ?? [])]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return [
    !KEBAB.test(descriptor.id) && `id "${descriptor.id}" is not kebab-case`,
    descriptor.title.trim() === '' && 'title is empty',
    models.length === 0 && 'models is empty',
    twice !== undefined && `the model name "${twice}" appears twice`,
    ...paceProblems(descriptor),
  ];
}

function slotProblems({ id, weight, maxConcurrent, usual }: CredentialSlot, descriptor: ProviderDescriptor) {
  return [
    !(weight > 0) && 'weight must be above 0',
    !isCount(maxConcurrent) && 'maxConcurrent must be a whole number above 0',
    ...paceProblems({ ...descriptor, ...usual }),
  ].map((problem): Problem => problem && `credential ${id}: ${problem}`);
}

const paceProblems = (pace: ProviderDescriptor): Problem[] => [
  ...cadenceProblems(pace),
  !isCount(pace.maxConcurrent) && 'maxConcurrent must be a whole number above 0',
  !((pace.requestsPerMinute ?? 1) > 0) && 'requestsPerMinute must be above 0',
];

function cadenceProblems({ poll, deadlineSeconds }: ProviderDescriptor): Problem[] {
  const longest = poll.maxIntervalSeconds ?? Infinity;
  return [
    !(poll.firstSeconds >= 0) && 'poll.firstSeconds is negative',
    !(poll.intervalSeconds >= 0.5) && 'poll.intervalSeconds is below 0.5',
    !(longest >= poll.intervalSeconds) && 'poll.maxIntervalSeconds is below intervalSeconds',
    !(deadlineSeconds > poll.intervalSeconds) && 'deadlineSeconds is shorter than one poll interval',
  ];
}

const isCount = (value: number | undefined): boolean =>
  value === undefined || (Number.isInteger(value) && value >= 1);

function modelProblems(model: ModelDescriptor): Problem[] {
  const problems = [
    !MODEL_ID.test(model.id) && 'id must match [a-z0-9._-]+',
    model.vendorModel.trim() === '' && 'vendorModel is empty',
    model.modes.length === 0 && 'modes is empty',
    !isCount(model.maxCount) && 'maxCount must be a whole number above 0',
    !isCount(model.prompt?.maxLength) && 'prompt.maxLength must be a whole number above 0',
    model.deprecatedOn !== undefined &&
      Number.isNaN(Date.parse(model.deprecatedOn)) &&
      'deprecatedOn is no date',
    offerProblem('durations', model.durations),
    offerProblem('fps', model.fps),
    !isWithin(model.defaultDuration, model.durations) && 'defaultDuration is not one of durations',
    ...frameProblems(model),
    ...inputProblems(model),
    priceProblem(model.price),
  ];
  return problems.map((problem) => problem && `model ${model.id}: ${problem}`);
}

const frameProblems = ({ aspectRatios = [], resolutions = [] }: ModelDescriptor): Problem[] => [
  ...aspectRatios.map(
    (ratio) => ratio !== 'auto' && ratioValue(ratio) === undefined && `aspect ratio "${ratio}" is not W:H`,
  ),
  ...resolutions.map(
    (name) => resolutionLines(name) === undefined && `resolution "${name}" is not like 720p or 4k`,
  ),
];

function inputProblems({ inputs = {}, modes }: ModelDescriptor): Problem[] {
  const needsFiles = modes.some((mode) => mode !== 'text-to-video');
  return [
    ...Object.entries(inputs).map(([role, range]) => rangeProblem(`inputs.${role}`, range, 0)),
    needsFiles &&
      Object.keys(inputs).length === 0 &&
      'it has a mode that needs files, but inputs accepts none',
  ];
}

function priceProblem(price: ModelDescriptor['price']): Problem {
  if (price === undefined) return undefined;
  const amount = price.perSecond ?? price.perVideo ?? NaN;
  if (!(amount >= 0)) return 'price has neither perSecond nor perVideo';
  const odd = price.rates?.find(({ perSecond }) => !(perSecond >= 0));
  return odd && `price has a rate without perSecond (${JSON.stringify(odd)})`;
}

function offerProblem(field: string, offer: readonly number[] | NumberRange | undefined): Problem {
  if (offer === undefined) return undefined;
  if ('min' in offer) return rangeProblem(field, offer, Number.MIN_VALUE);
  if (offer.length === 0) return `${field} is an empty list; leave it out when the vendor decides`;
  return offer.some((value) => !(value > 0)) && `${field} has a value that is not above 0`;
}

const rangeProblem = (field: string, { min, max, step }: NumberRange, lowest: number): Problem =>
  !(min >= lowest && max >= min && (step ?? 1) > 0) &&
  `${field} is no sane range (min ${min}, max ${max}, step ${step})`;

function isWithin(value: number | undefined, offer: ModelDescriptor['durations']): boolean {
  if (value === undefined || offer === undefined) return true;
  return 'min' in offer ? value >= offer.min && value <= offer.max : offer.includes(value);
}

function pluginProblems({ plugin }: ProviderConformance, descriptor: ProviderDescriptor): Problem[] {
  if (plugin === undefined) return [];
  assert.deepEqual(plugin.descriptor, descriptor, 'plugin.descriptor and provider.descriptor differ');
  return [
    !isProviderPlugin(plugin) && 'the plugin was not made by defineProviderPlugin',
    plugin.id !== descriptor.id && `plugin.id "${plugin.id}" is not descriptor.id "${descriptor.id}"`,
    plugin.contract !== PROVIDER_CONTRACT &&
      `plugin.contract is ${plugin.contract}, this core has ${PROVIDER_CONTRACT}`,
    ...plugin.environment.map(
      ({ name }) => !/^[A-Z][A-Z0-9_]*$/.test(name) && `environment key "${name}" is not UPPER_CASE`,
    ),
    ...plugin.environment.map(
      ({ name, description }) => description.trim() === '' && `environment key ${name} has no description`,
    ),
  ];
}
