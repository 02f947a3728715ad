import { JsonObject, promptWith, RequestWarning, ResolvedVideoRequest, unsupported } from '@onereel/core';
import type { KlingModel, KlingResolution } from '../wire/kling-models';
import { checkOptions, KlingTransport } from './option-rules';

/** Input pictures as they go into the body: URLs, or base64 without a `data:` prefix. */
export interface KlingImages {
  readonly first?: string;
  readonly last?: string;
  readonly references: readonly string[];
}

export interface BuildInput {
  readonly request: ResolvedVideoRequest;
  readonly model: KlingModel;
  readonly transport: KlingTransport;
  readonly images: KlingImages;
  readonly clientReference: string;
  readonly callbackUrl?: string;
}

/** A create call, ready to send. */
export interface BuiltRequest {
  readonly kind: string;
  readonly path: string;
  readonly body: JsonObject;
  readonly warnings: readonly RequestWarning[];
  /** The quality that features or options decided on. */
  readonly resolution?: KlingResolution;
}

/** What both APIs need, read once from the request. */
export interface KlingPlan extends BuildInput {
  readonly seconds: number;
  readonly resolution?: KlingResolution;
  readonly options: JsonObject;
  /** Grows while the body is built. */
  readonly warnings: RequestWarning[];
}

export function planOf(input: BuildInput): KlingPlan {
  const { request, model, transport } = input;
  const { values, warnings } = checkOptions(request.providerOptions?.kling, model, transport);
  return {
    ...input,
    seconds: request.durationSeconds ?? model.descriptor.defaultDuration ?? 5,
    resolution: request.resolution as KlingResolution | undefined,
    options: values,
    warnings: [...warnings, ...generalWarnings(request)],
  };
}

/** Fields that Kling has no word for, in either API. */
function generalWarnings(request: ResolvedVideoRequest): RequestWarning[] {
  return [
    ...(request.fps !== undefined ? [unsupported('fps')] : []),
    ...(request.seed !== undefined
      ? [unsupported('seed', 'seed is not supported by Kling and was ignored')]
      : []),
    ...((request.count ?? 1) > 1
      ? [unsupported('count', 'Kling makes one video per task; count was ignored')]
      : []),
    ...(request.enhancePrompt ? [unsupported('enhancePrompt')] : []),
    ...(request.size ? [unsupported('size', 'Kling takes no exact pixels; size was ignored')] : []),
    ...(request.upsample ? [unsupported('upsample')] : []),
  ];
}

/** Appends to the prompt and says so under the name of the field that is served this way. */
export function intoPrompt(
  plan: KlingPlan,
  prompt: string | undefined,
  field: string,
  sentence: string,
): string | undefined {
  plan.warnings.push({
    kind: 'adjusted',
    field,
    message: `${field} was written into the prompt: this model has no control for it here`,
  });
  return promptWith(prompt, sentence);
}
