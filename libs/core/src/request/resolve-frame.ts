import { GatewayError } from '../errors/gateway-error';
import { ModelDescriptor } from '../provider/provider-descriptor';
import {
  aspectRatioOf,
  formatSize,
  isSameShape,
  ratioValue,
  resolutionLines,
  resolutionOf,
  shapeDistance,
  sizeOf,
} from './frame-size';
import { adjusted, RequestWarning, unsupported } from './request-warning';
import { FrameSize, VideoRequest } from './video-request';

export type FrameFields = Pick<VideoRequest, 'size' | 'aspectRatio' | 'resolution'>;

/**
 * Translates between the two ways of asking for a picture: exact pixels, or shape and resolution. What the client said
 * explicitly wins over what follows from a size. Shapes move to the nearest one offered in the same orientation, resolutions to
 * the nearest one; both with a warning.
 */
export function resolveFrame(
  request: FrameFields,
  model: ModelDescriptor,
  warnings: RequestWarning[],
): FrameFields {
  if (model.maxSize !== undefined) return resolveExact(request, model, model.maxSize, warnings);
  const { size } = request;
  const selectable = model.aspectRatios !== undefined || model.resolutions !== undefined;
  if (size !== undefined) reportLoss(request, model, warnings);
  const derived = size === undefined || !selectable ? {} : fromSize(size, model);
  return {
    size: undefined,
    aspectRatio: pickAspectRatio(request.aspectRatio, derived.aspectRatio, model, warnings),
    resolution: pickResolution(request.resolution, derived.resolution, model, warnings),
  };
}

/** What of a size has no place in the model's own words. */
function reportLoss(request: FrameFields, model: ModelDescriptor, warnings: RequestWarning[]): void {
  const shapeLost = model.aspectRatios === undefined && request.aspectRatio === undefined;
  const resolutionLost = model.resolutions === undefined && request.resolution === undefined;
  if (!shapeLost && !resolutionLost) return;
  if (shapeLost && resolutionLost) {
    warnings.push(unsupported('size'));
    return;
  }
  const [kept, lost] = shapeLost ? ['resolution', 'shape'] : ['shape', 'resolution'];
  warnings.push(unsupported('size', `size sets only the ${kept}: the model decides on the ${lost}`));
}

function fromSize(size: FrameSize, model: ModelDescriptor): FrameFields {
  return {
    ...(model.aspectRatios !== undefined && { aspectRatio: aspectRatioOf(size) }),
    ...(model.resolutions !== undefined && { resolution: resolutionOf(size) }),
  };
}

function pickAspectRatio(
  asked: string | undefined,
  derived: string | undefined,
  model: ModelDescriptor,
  warnings: RequestWarning[],
): string | undefined {
  const wanted = asked ?? derived;
  if (wanted === undefined) return undefined;
  const field = asked === undefined ? 'size' : 'aspectRatio';
  const ratio = ratioValue(wanted);
  if (ratio === undefined) throw unreadable('aspectRatio', wanted, '16:9');
  const { aspectRatios: offered } = model;
  if (offered === undefined) {
    warnings.push(unsupported('aspectRatio'));
    return undefined;
  }
  const nearest = nearestShape(ratio, offered);
  if (nearest === undefined) throw notOffered(field, wanted, offered);
  if (!isSameShape(ratioValue(nearest) ?? NaN, ratio)) {
    warnings.push(adjusted(field, wanted, nearest, `the model offers ${offered.join(', ')}`));
  }
  return nearest;
}

/** The closest shape that does not turn a tall picture into a wide one. Names that are no ratio (`auto`) are never chosen. */
function nearestShape(ratio: number, offered: readonly string[]): string | undefined {
  const distance = (name: string): number => shapeDistance(ratioValue(name) ?? NaN, ratio);
  const turned = (value: number): boolean =>
    Math.sign(Math.log(value)) * Math.sign(Math.log(ratio)) < 0 && !isSameShape(value, ratio);
  return offered
    .filter((name) => ratioValue(name) !== undefined && !turned(ratioValue(name) ?? NaN))
    .sort((a, b) => distance(a) - distance(b))[0];
}

function pickResolution(
  asked: string | undefined,
  derived: string | undefined,
  model: ModelDescriptor,
  warnings: RequestWarning[],
): string | undefined {
  const wanted = asked ?? derived;
  if (wanted === undefined) return undefined;
  const field = asked === undefined ? 'size' : 'resolution';
  const lines = resolutionLines(wanted);
  if (lines === undefined) throw unreadable('resolution', wanted, '720p');
  const { resolutions: offered } = model;
  if (offered === undefined) {
    warnings.push(unsupported('resolution'));
    return undefined;
  }
  const distance = (name: string): number => Math.abs((resolutionLines(name) ?? Infinity) - lines);
  const byLines = (name: string): number => resolutionLines(name) ?? Infinity;
  const nearest = [...offered].sort((a, b) => distance(a) - distance(b) || byLines(a) - byLines(b))[0];
  if (resolutionLines(nearest) !== lines) {
    warnings.push(adjusted(field, wanted, nearest, `the model offers ${offered.join(', ')}`));
  }
  return nearest;
}

const DEFAULT_RESOLUTION = '720p';
const DEFAULT_ASPECT_RATIO = '16:9';

/** Models that take exact pixels. */
function resolveExact(
  request: FrameFields,
  model: ModelDescriptor,
  max: FrameSize,
  warnings: RequestWarning[],
): FrameFields {
  const size = exactSize(request, warnings);
  if (size === undefined) return {};
  requireFits(size, max);
  return {
    size,
    aspectRatio: model.aspectRatios === undefined ? undefined : aspectRatioOf(size),
    resolution: model.resolutions === undefined ? undefined : resolutionOf(size),
  };
}

function exactSize(request: FrameFields, warnings: RequestWarning[]): FrameSize | undefined {
  const { size, aspectRatio, resolution } = request;
  if (aspectRatio !== undefined && ratioValue(aspectRatio) === undefined)
    throw unreadable('aspectRatio', aspectRatio, DEFAULT_ASPECT_RATIO);
  if (resolution !== undefined && resolutionLines(resolution) === undefined)
    throw unreadable('resolution', resolution, DEFAULT_RESOLUTION);
  if (size !== undefined) {
    reportContradictions(request, size, warnings);
    return size;
  }
  if (aspectRatio === undefined && resolution === undefined) return undefined;
  return sizeOf(aspectRatio ?? DEFAULT_ASPECT_RATIO, resolution ?? DEFAULT_RESOLUTION);
}

function reportContradictions(request: FrameFields, size: FrameSize, warnings: RequestWarning[]): void {
  const ratio = request.aspectRatio === undefined ? undefined : ratioValue(request.aspectRatio);
  if (ratio !== undefined && !isSameShape(ratio, size.width / size.height)) {
    warnings.push(adjusted('aspectRatio', request.aspectRatio, aspectRatioOf(size), 'size was given too'));
  }
  const lines = request.resolution === undefined ? undefined : resolutionLines(request.resolution);
  if (lines !== undefined && lines !== Math.min(size.width, size.height)) {
    warnings.push(adjusted('resolution', request.resolution, resolutionOf(size), 'size was given too'));
  }
}

function requireFits(size: FrameSize, max: FrameSize): void {
  const whole = [size.width, size.height].every((side) => Number.isInteger(side) && side > 0);
  const fits =
    Math.max(size.width, size.height) <= Math.max(max.width, max.height) &&
    Math.min(size.width, size.height) <= Math.min(max.width, max.height);
  if (whole && fits) return;
  throw new GatewayError('invalid_parameter', {
    message: `size is ${formatSize(size)}, but the model makes at most ${formatSize(max)} in either orientation.`,
    param: 'size',
  });
}

const unreadable = (field: string, value: string, example: string): GatewayError =>
  new GatewayError('invalid_parameter', {
    message: `${field} is "${value.slice(0, 40)}", expected something like ${example}.`,
    param: field,
  });

const notOffered = (field: string, value: string, offered: readonly string[]): GatewayError =>
  new GatewayError('invalid_parameter', {
    message: `${field} asks for ${value}, but the model offers only ${offered.join(', ')}.`,
    param: field,
  });
