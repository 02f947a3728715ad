import { adjusted, GatewayError } from '@onereel/core';
import type { KlingResolution } from '../wire/kling-models';
import type { KlingPlan } from './kling-plan';

export interface QualityDemand {
  /** `a last frame`, `sound`: for messages. */
  readonly because: string;
  /** `undefined` = demands nothing. */
  readonly resolution: string | undefined;
}

/**
 * The resolution to ask for when some features are made in one quality only. What the client left open is filled in and
 * reported, since it costs more; what the client asked for is never replaced.
 * @param field what the client named it by, for the error
 * @throws `invalid_parameter` when the two contradict each other.
 */
export function demandedQuality(
  plan: KlingPlan,
  demands: readonly QualityDemand[],
  field = 'resolution',
): KlingResolution | undefined {
  const { resolution, warnings, request } = plan;
  const demand = demands.find((candidate) => candidate.resolution !== undefined);
  if (!demand) return resolution;
  const wanted = demand.resolution as KlingResolution;
  if (resolution === undefined) {
    warnings.push(adjusted('resolution', 'unset', wanted, `${demand.because} needs it`));
    return wanted;
  }
  if (resolution === wanted || resolution === '4k') return resolution;
  throw new GatewayError('invalid_parameter', {
    param: field,
    message: `${demand.because} on ${request.resolvedModel.id} needs ${wanted}, but ${resolution} was asked for. Ask for ${wanted}.`,
  });
}
