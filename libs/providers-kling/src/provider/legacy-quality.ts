import { GatewayError } from '@onereel/core';
import type { KlingMode, KlingResolution, LegacyTraits } from '../wire/kling-models';
import { secondsOfShots } from '../wire/kling-shots';
import { demandedQuality, QualityDemand } from './demanded-quality';
import type { KlingPlan } from './kling-plan';

const RESOLUTIONS: readonly KlingResolution[] = ['720p', '1080p', '4k'];

/** The motion brush is in use. */
export const hasMasks = ({ options }: KlingPlan): boolean =>
  (options.static_mask ?? options.dynamic_masks) !== undefined;

/** Features that exist in one length or without sound only. */
export function checkCouplings(plan: KlingPlan, traits: LegacyTraits): void {
  const { images, seconds, request } = plan;
  const { id } = request.resolvedModel;
  const last = images.last === undefined ? undefined : traits.lastFrame;
  if (last?.silent && request.audio) {
    throw new GatewayError('invalid_parameter', {
      param: 'audio',
      message: `audio cannot be combined with a last frame on ${id}. Leave one of them out.`,
    });
  }
  checkShots(plan);
  checkVoices(plan);
  const wanted = last?.seconds ?? (hasMasks(plan) ? traits.brush?.seconds : undefined);
  if (wanted !== undefined && wanted !== seconds) {
    throw new GatewayError('invalid_parameter', {
      param: 'durationSeconds',
      message: `durationSeconds must be ${wanted} on ${id} with a last frame or motion brush; it is ${seconds}.`,
    });
  }
}

function checkVoices({ options, request }: KlingPlan): void {
  if (options.voice_list === undefined || request.audio === true) return;
  throw new GatewayError('invalid_parameter', {
    param: 'audio',
    message: 'providerOptions.kling.voice_list needs sound. Set audio to true.',
  });
}

/** The shots of one video share its length. */
function checkShots({ options: { multi_prompt: shots }, seconds }: KlingPlan): void {
  if (shots === undefined || secondsOfShots(shots) === seconds) return;
  throw new GatewayError('invalid_parameter', {
    param: 'providerOptions.kling.multi_prompt',
    message: `The durations of providerOptions.kling.multi_prompt add up to ${secondsOfShots(shots)}, but durationSeconds is ${seconds}. Make them equal.`,
  });
}

/** A mode given by its own name stands; a resolution becomes the mode that makes it. */
export function modeOf(plan: KlingPlan, traits: LegacyTraits): KlingMode | undefined {
  const { modes } = traits;
  if (!modes) return undefined;
  const given = plan.options.mode as KlingMode | undefined;
  const asked = given === undefined ? plan : { ...plan, resolution: resolutionOf(modes, given) };
  const chosen = demandedQuality(
    asked,
    demandsOf(plan, traits, modes),
    given && 'providerOptions.kling.mode',
  );
  if (given !== undefined || chosen === undefined) return given;
  const mode = modes[chosen];
  if (mode !== undefined) return mode;
  throw new GatewayError('invalid_parameter', {
    param: 'resolution',
    message: `resolution ${chosen} is not made by ${plan.model.descriptor.id}. Use ${Object.keys(modes).join(', ')}.`,
  });
}

type Modes = NonNullable<LegacyTraits['modes']>;

/** The resolution a mode makes; `undefined` where nobody says. */
export const resolutionOf = (modes: Modes, mode: KlingMode | undefined): KlingResolution | undefined =>
  RESOLUTIONS.find((resolution) => mode !== undefined && modes[resolution] === mode);

function demandsOf(plan: KlingPlan, traits: LegacyTraits, modes: Modes): QualityDemand[] {
  const demand = (because: string, used: boolean, mode: KlingMode | undefined): QualityDemand => ({
    because,
    resolution: used ? resolutionOf(modes, mode) : undefined,
  });
  return [
    demand('a last frame', plan.images.last !== undefined, traits.lastFrame?.mode),
    demand('a motion brush', hasMasks(plan), traits.brush?.mode),
    demand('sound', plan.request.audio === true, traits.sound?.mode),
  ];
}
