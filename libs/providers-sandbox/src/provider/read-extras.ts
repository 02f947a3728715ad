import { GatewayError, type JsonObject, type JsonValue } from '@onereel/core';
import { isSimulationName, type SandboxExtras, SIMULATIONS } from '../wire/simulations';

const FIELD = 'providerOptions.sandbox';
const KNOWN = ['simulate', 'afterPolls', 'delaySeconds'];

/** Checks `providerOptions.sandbox`. Throws `invalid_parameter` naming the key, the reason and what is allowed. */
export function readExtras(options: JsonObject | undefined): SandboxExtras {
  const given = options ?? {};
  const unknown = Object.keys(given).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw invalid(unknown, `is not known; use ${KNOWN.join(', ')}`);
  const { simulate } = given;
  if (simulate !== undefined && !isSimulationName(simulate))
    throw invalid('simulate', `must be one of ${Object.keys(SIMULATIONS).join(', ')}`);
  const afterPolls = number(given.afterPolls, 'afterPolls', 1000);
  if (!Number.isInteger(afterPolls)) throw invalid('afterPolls', 'must be a whole number');
  return {
    ...(simulate !== undefined && { simulate }),
    afterPolls,
    delaySeconds: number(given.delaySeconds, 'delaySeconds', 600),
  };
}

function number(value: JsonValue | undefined, name: string, max: number): number {
  if (value === undefined) return 0;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || value > max)
    throw invalid(name, `must be a number from 0 to ${max}`);
  return value;
}

const invalid = (name: string, problem: string): GatewayError =>
  new GatewayError('invalid_parameter', {
    param: `${FIELD}.${name}`,
    message: `${FIELD}.${name} ${problem}`,
  });
