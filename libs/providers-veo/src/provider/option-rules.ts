import { GatewayError, JsonObject, JsonValue, RequestWarning, unsupported } from '@onereel/core';
import type { VeoTransportName } from '../wire/veo-transports';

interface OptionRule {
  readonly transports: readonly VeoTransportName[];
  /** What is wrong with a value, without the name; `undefined` = fine. */
  problem(value: JsonValue, transport: VeoTransportName): string | undefined;
  /** The value as Google spells it. */
  spelled?(value: JsonValue): JsonValue;
}

const GOOGLE: readonly VeoTransportName[] = ['vertex', 'gemini'];
const VERTEX: readonly VeoTransportName[] = ['vertex'];

const oneOf =
  (...allowed: readonly string[]) =>
  (value: JsonValue): string | undefined =>
    allowed.some((known) => known === value) ? undefined : `must be one of ${allowed.join(', ')}`;

const isSeed = (value: JsonValue): string | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 4_294_967_295
    ? undefined
    : 'must be a whole number from 0 to 4294967295';

const startsWith =
  (start: string) =>
  (value: JsonValue): string | undefined =>
    typeof value === 'string' && value.startsWith(start) ? undefined : `must start with ${start}`;

/** Google's own clips by their address: in a bucket on Vertex AI, as a file of the developer API. */
function isClipAddress(value: JsonValue, transport: VeoTransportName): string | undefined {
  const start = transport === 'vertex' ? 'gs://' : 'https://';
  return startsWith(start)(value);
}

/** The developer API knows two of the four. */
function isPersonRule(value: JsonValue, transport: VeoTransportName): string | undefined {
  const everywhere = ['allow_adult', 'allow_all'];
  return oneOf(...everywhere, ...(transport === 'vertex' ? ['dont_allow', 'disallow'] : []))(value);
}

function isLabels(value: JsonValue): string | undefined {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap && Object.values(value).every((item) => typeof item === 'string')
    ? undefined
    : 'must be an object of texts';
}

/** Everything `providerOptions.veo` may hold. What is not listed never reaches the vendor. */
const RULES: Readonly<Record<string, OptionRule>> = {
  personGeneration: { transports: GOOGLE, problem: isPersonRule },
  video: { transports: GOOGLE, problem: isClipAddress },
  seed: { transports: GOOGLE, problem: isSeed },
  storageUri: { transports: VERTEX, problem: startsWith('gs://') },
  resizeMode: { transports: VERTEX, problem: oneOf('pad', 'crop') },
  compressionQuality: {
    transports: VERTEX,
    problem: oneOf('optimized', 'lossless', 'OPTIMIZED', 'LOSSLESS'),
    spelled: (value) => String(value).toUpperCase(),
  },
  pubsubTopic: { transports: VERTEX, problem: startsWith('projects/') },
  labels: { transports: VERTEX, problem: isLabels },
};

/** @throws `invalid_parameter` for a value the vendor would refuse. What the transport cannot take becomes a warning. */
export function checkOptions(
  options: JsonObject | undefined,
  transport: VeoTransportName,
  warnings: RequestWarning[],
): JsonObject {
  const values: JsonObject = {};
  for (const [name, value] of Object.entries(options ?? {})) {
    const field = `providerOptions.veo.${name}`;
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (!rule?.transports.includes(transport)) {
      warnings.push(unsupported(field, `${field} is not taken over ${transport} and was ignored`));
      continue;
    }
    const problem = rule.problem(value, transport);
    if (problem !== undefined) {
      throw new GatewayError('invalid_parameter', { param: field, message: `${field} ${problem}.` });
    }
    values[name] = rule.spelled?.(value) ?? value;
  }
  return values;
}
