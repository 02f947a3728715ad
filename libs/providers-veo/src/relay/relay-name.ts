import type { ResolvedVideoRequest, SettingsReader } from '@onereel/core';
import { findVeoModel, VEO_MODELS } from '../wire/veo-models';

const NAMES = VEO_MODELS.flatMap(({ names }) => names['relay-openai'] ?? []);

export interface RelayNames {
  /** The model to prefer, or the relay's own name for Veo 3.1. */
  readonly model?: string;
  /** By our model and what is asked of it. */
  readonly modelNames?: Readonly<Record<string, string>>;
}

/**
 * The name to send. Many relays put into it what others have fields for: the listed name that says most of what is asked wins. A
 * configured model that is in no table is what this relay calls its Veo 3.1.
 */
export function relayNameOf(
  request: ResolvedVideoRequest,
  vendorModel: string,
  { model, modelNames = {} }: RelayNames,
): string {
  const asked = featuresOf(request);
  const [listed] = Object.entries(modelNames)
    .map(([key, name]) => ({ name, words: key.split('+') }))
    .filter(
      ({ words: [id, ...features] }) =>
        id === request.resolvedModel.id && features.every((one) => asked.has(one)),
    )
    .sort((a, b) => b.words.length - a.words.length);
  if (listed) return listed.name;
  return model !== undefined && !NAMES.includes(model) && vendorModel === NAMES[0] ? model : vendorModel;
}

/** The row a configured name stands for, when it is in the table. */
export const modelIdOf = (configured: string | undefined): string | undefined =>
  VEO_MODELS.find(({ names }) => configured !== undefined && names['relay-openai'] === configured)?.descriptor
    .id;

const FEATURES = ['portrait', 'hd', '4k', 'firstLast'] as const;
type Feature = (typeof FEATURES)[number];

function featuresOf({ aspectRatio, resolution, inputs }: ResolvedVideoRequest): ReadonlySet<string> {
  const holds: Readonly<Record<Feature, boolean>> = {
    portrait: aspectRatio === '9:16',
    hd: resolution === '1080p',
    '4k': resolution === '4k',
    firstLast: inputs.some(({ role }) => role === 'last_frame'),
  };
  return new Set(FEATURES.filter((feature) => holds[feature]));
}

const NAME = /^[\w.:/-]{1,128}$/;

/** A JSON object, as text or as it is. */
export function readModelNames(
  entry: SettingsReader,
  field: string,
): Readonly<Record<string, string>> | undefined {
  const value = entry.values[field];
  if (value === undefined || value === '') return undefined;
  const names = typeof value === 'string' ? parse(value) : value;
  if (typeof names !== 'object' || names === null || Array.isArray(names)) {
    entry.problem(field, 'must be a JSON object of names. Check the quoting.');
    return undefined;
  }
  for (const [key, name] of Object.entries(names)) {
    const problem = entryProblem(key, name);
    if (problem !== undefined) entry.problem(field, `is wrong: ${problem}`);
  }
  return names as Readonly<Record<string, string>>;
}

function entryProblem(key: string, name: unknown): string | undefined {
  const [id, ...features] = key.split('+');
  if (!findVeoModel(id)?.names['relay-openai']) return `${id} is not a model of such relays, as veo-3.1 is.`;
  const odd = features.find((one) => !FEATURES.some((feature) => feature === one));
  if (odd !== undefined) return `${odd} is not one of ${FEATURES.join(', ')}.`;
  return typeof name === 'string' && NAME.test(name) ? undefined : `${key} needs a name as text.`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
