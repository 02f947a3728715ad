import { GatewayError } from '../errors/gateway-error';
import { GenerationMode, ModelDescriptor } from '../provider/provider-descriptor';
import { RequestWarning, unsupported } from './request-warning';
import { InputRole, VideoInput } from './video-request';

/** What a set of inputs asks for. */
export function generationMode(inputs: readonly VideoInput[]): GenerationMode {
  const roles = new Set(inputs.map(({ role }) => role));
  if (roles.has('source_video')) return 'video-extend';
  if (roles.has('reference')) return 'reference-to-video';
  if (roles.has('last_frame')) return 'first-last-frame';
  return roles.has('first_frame') ? 'image-to-video' : 'text-to-video';
}

/**
 * Keeps the inputs the model takes; others become warnings. A request that came with files is never served as if it had
 * none: when nothing is left, or a needed role is missing or too frequent, it is refused.
 */
export function resolveInputs(
  inputs: readonly VideoInput[],
  model: ModelDescriptor,
  warnings: RequestWarning[],
): readonly VideoInput[] {
  const accepted = model.inputs ?? {};
  const kept = inputs.filter(({ role }) => accepted[role] !== undefined);
  const dropped = new Set(inputs.filter(({ role }) => accepted[role] === undefined).map(({ role }) => role));
  if (inputs.length > 0 && kept.length === 0) {
    throw new GatewayError('unsupported_parameter', {
      message: `The model ${model.id} takes no ${list([...dropped])} input${offer(model)}.`,
      param: `inputs.${inputs[0].role}`,
    });
  }
  for (const role of dropped) warnings.push(unsupported(`inputs.${role}`));
  requireCounts(kept, model);
  return kept;
}

function requireCounts(kept: readonly VideoInput[], model: ModelDescriptor): void {
  for (const [role, range] of Object.entries(model.inputs ?? {})) {
    const count = kept.filter((input) => input.role === role).length;
    if (count < range.min) throw missing(role, range.min, model);
    if (count > range.max) {
      throw new GatewayError('invalid_parameter', {
        message: `${count} inputs with the role ${role} were given, but the model ${model.id} takes at most ${range.max}.`,
        param: `inputs.${role}`,
      });
    }
  }
  if (kept.length === 0 && !model.modes.includes('text-to-video')) {
    throw missing(Object.keys(model.inputs ?? {})[0] ?? 'first_frame', 1, model);
  }
}

const missing = (role: string, min: number, model: ModelDescriptor): GatewayError =>
  new GatewayError('missing_required_parameter', {
    message: `The model ${model.id} needs ${min === 1 ? 'an input' : `${min} inputs`} with the role ${role}.`,
    param: `inputs.${role}`,
  });

const list = (roles: readonly InputRole[]): string => roles.join(' or ');

function offer(model: ModelDescriptor): string {
  const roles = Object.keys(model.inputs ?? {});
  return roles.length === 0 ? '; it works from a prompt alone' : `; it takes ${roles.join(', ')}`;
}
