import { GatewayError } from '../errors/gateway-error';
import { NumberRange } from '../provider/provider-descriptor';
import { adjusted, RequestWarning } from './request-warning';

/** A request that is farther than this factor from everything on a menu is refused instead of moved. */
const MENU_TOLERANCE = 1.5;

/**
 * Fits a number into what a model offers. A range is a hard limit, and values between its steps move to the nearest step. A
 * list is a menu: the nearest value (the lower of two) is taken when it lies within half as much again. Every move is an
 * `adjusted` warning, everything else `invalid_parameter`.
 */
export function fitNumber(
  field: string,
  value: number,
  offer: readonly number[] | NumberRange,
  warnings: RequestWarning[],
): number {
  const fitted = 'min' in offer ? fitRange(field, value, offer) : fitMenu(field, value, offer);
  if (fitted !== value) warnings.push(adjusted(field, value, fitted, `the model offers ${describe(offer)}`));
  return fitted;
}

function fitRange(field: string, value: number, range: NumberRange): number {
  if (!(value >= range.min && value <= range.max)) throw outside(field, value, range);
  if (range.step === undefined) return value;
  const steps = Math.round((value - range.min) / range.step);
  const fitted = range.min + steps * range.step;
  return Number(Math.min(fitted, range.max).toFixed(6));
}

function fitMenu(field: string, value: number, menu: readonly number[]): number {
  const nearest = [...menu].sort((a, b) => Math.abs(a - value) - Math.abs(b - value) || a - b)[0];
  const factor = Math.max(nearest / value, value / nearest);
  if (!(value > 0) || !(factor <= MENU_TOLERANCE)) throw outside(field, value, menu);
  return nearest;
}

function outside(field: string, value: number, offer: readonly number[] | NumberRange): GatewayError {
  return new GatewayError('invalid_parameter', {
    message: `${field} is ${value}, but the model offers ${describe(offer)}.`,
    param: field,
  });
}

function describe(offer: readonly number[] | NumberRange): string {
  if (!('min' in offer)) return offer.join(', ');
  return `${offer.min} to ${offer.max}${offer.step === undefined ? '' : ` in steps of ${offer.step}`}`;
}
