import { GatewayError } from '../errors/gateway-error';
import { JsonObject, JsonValue } from '../json';
import { ModelDescriptor } from '../provider/provider-descriptor';
import { ResolvedVideoRequest } from '../provider/video-provider';
import { AppliedParameters } from '../task/task';
import { fitNumber } from './fit-number';
import { formatSize } from './frame-size';
import { RequestWarning, unsupported } from './request-warning';
import { resolveFrame } from './resolve-frame';
import { generationMode, resolveInputs } from './resolve-inputs';
import { VideoRequest } from './video-request';

export interface ResolvedRequest {
  readonly request: ResolvedVideoRequest;
  /** The numbers and switches that go to the vendor, for `applied` on the task. */
  readonly applied: AppliedParameters;
  readonly warnings: readonly RequestWarning[];
}

export interface ResolveOptions {
  /** Refuse with `unsupported_parameter` instead of warning. */
  readonly strict?: boolean;
}

const MAX_SEED = 4_294_967_295;

/** Switches that only mean something when on, and values a model has to support by name. */
const SUPPORTED_FIELDS = [
  'negativePrompt',
  'seed',
  'audio',
  'cameraMotion',
  'motionStrength',
  'enhancePrompt',
  'upsample',
] as const;

const APPLIED_FIELDS = [
  'durationSeconds',
  'aspectRatio',
  'resolution',
  'fps',
  'count',
  ...SUPPORTED_FIELDS,
] as const satisfies readonly (keyof VideoRequest)[];

/**
 * Fits a request to the model row that will serve it. Pure. Throws `missing_required_parameter` for what the model needs,
 * `invalid_parameter` for what is out of its limits; everything else it cannot honor is left out with a warning that names
 * the field, or refused altogether when `strict`. What depends on two fields at once is the provider's to check.
 */
export function resolveRequest(
  request: VideoRequest,
  model: ModelDescriptor,
  options: ResolveOptions = {},
): ResolvedRequest {
  const warnings: RequestWarning[] = [];
  const inputs = resolveInputs(request.inputs, model, warnings);
  const resolved: ResolvedVideoRequest = withoutUndefined({
    ...request,
    inputs,
    prompt: resolvePrompt(request, model),
    durationSeconds: resolveDuration(request.durationSeconds, model, warnings),
    fps: resolveFps(request.fps, model, warnings),
    count: resolveCount(request.count, model),
    ...resolveFrame(request, model, warnings),
    ...resolveSupported(request, model, warnings),
    resolvedModel: model,
  });
  if (options.strict === true && warnings.length > 0) throw refusal(warnings);
  return { request: resolved, applied: appliedParameters(resolved), warnings };
}

function resolvePrompt(request: VideoRequest, model: ModelDescriptor): string | undefined {
  const prompt = request.prompt?.trim() === '' ? undefined : request.prompt;
  if (prompt === undefined && (model.prompt?.required === true || request.inputs.length === 0)) {
    throw new GatewayError('missing_required_parameter', {
      message: `The model ${model.id} needs a prompt.`,
      param: 'prompt',
    });
  }
  const max = model.prompt?.maxLength ?? Infinity;
  const length = [...(prompt ?? '')].length;
  if (length > max) {
    throw new GatewayError('invalid_parameter', {
      message: `prompt has ${length} characters, but the model ${model.id} takes at most ${max}.`,
      param: 'prompt',
    });
  }
  return prompt;
}

function resolveDuration(
  seconds: number | undefined,
  model: ModelDescriptor,
  warnings: RequestWarning[],
): number | undefined {
  if (seconds === undefined) return model.defaultDuration;
  if (model.durations !== undefined) {
    return fitNumber('durationSeconds', seconds, model.durations, warnings);
  }
  warnings.push(
    unsupported('durationSeconds', 'The model decides on the duration; durationSeconds was ignored'),
  );
  return undefined;
}

function resolveFps(
  fps: number | undefined,
  model: ModelDescriptor,
  warnings: RequestWarning[],
): number | undefined {
  if (fps === undefined) return undefined;
  if (model.fps !== undefined) return fitNumber('fps', fps, model.fps, warnings);
  warnings.push(unsupported('fps'));
  return undefined;
}

function resolveCount(count: number | undefined, model: ModelDescriptor): number | undefined {
  const max = model.maxCount ?? 1;
  if (count === undefined || (Number.isInteger(count) && count >= 1 && count <= max)) return count;
  throw new GatewayError('invalid_parameter', {
    message: `count is ${count}, but the model ${model.id} makes ${max === 1 ? 'one video' : `1 to ${max} videos`} per request.`,
    param: 'count',
  });
}

type SupportedFields = { [Field in (typeof SUPPORTED_FIELDS)[number]]?: VideoRequest[Field] };

function resolveSupported(
  request: VideoRequest,
  model: ModelDescriptor,
  warnings: RequestWarning[],
): SupportedFields {
  requireRange('seed', request.seed, MAX_SEED, true);
  requireRange('motionStrength', request.motionStrength, 1, false);
  const ignored: SupportedFields = {};
  for (const field of SUPPORTED_FIELDS) {
    const value = request[field];
    if (value === undefined || model.supports[field] === true) continue;
    ignored[field] = undefined;
    if (value !== false && value !== '') warnings.push(unsupported(field));
  }
  return ignored;
}

function requireRange(field: string, value: number | undefined, max: number, whole: boolean): void {
  if (value === undefined || (value >= 0 && value <= max && (!whole || Number.isInteger(value)))) return;
  throw new GatewayError('invalid_parameter', {
    message: `${field} is ${value}, expected ${whole ? 'a whole number ' : ''}from 0 to ${max}.`,
    param: field,
  });
}

function refusal(warnings: readonly RequestWarning[]): GatewayError {
  return new GatewayError('unsupported_parameter', {
    message: `Strict request refused: ${warnings.map(({ message }) => message).join('; ')}.`,
    param: warnings[0].field,
  });
}

function appliedParameters(request: ResolvedVideoRequest): AppliedParameters {
  const applied: JsonObject = {
    model: request.resolvedModel.id,
    mode: generationMode(request.inputs),
  };
  for (const field of APPLIED_FIELDS) {
    const value: JsonValue | undefined = request[field];
    if (value !== undefined) applied[field] = value;
  }
  if (request.size !== undefined) applied.size = formatSize(request.size);
  return applied;
}

const withoutUndefined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Value;
