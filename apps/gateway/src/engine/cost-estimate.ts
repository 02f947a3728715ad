import type { CostEstimate, ModelDescriptor, ModelPrice } from '@onereel/core';
import type { TaskRecord } from '@onereel/core/engine';

type Priced = Pick<TaskRecord, 'outputs' | 'applied' | 'request'>;
type PricedModel = Pick<ModelDescriptor, 'price' | 'resolutions'>;

/**
 * The row's price for what came out, or before that for what was asked; `undefined` where price or length is unknown. What the client
 * left open and the price depends on is named in `assumed`. Pure.
 */
export function costEstimate(task: Priced, model: PricedModel | undefined): CostEstimate | undefined {
  const price = model?.price;
  if (price === undefined) return undefined;
  const { currency, perVideo = 0 } = price;
  const videos = task.outputs.length || (task.request.count ?? 1);
  if (price.perSecond === undefined) return { amount: rounded(perVideo * videos), currency, videos };
  const perSecond = rateFor(task, model?.resolutions, price);
  const length = lengthOf(task);
  if (length === undefined || perSecond === undefined) return undefined;
  // Vendors charge the length that was ordered, not the frames that came out.
  const seconds = rounded(length * videos);
  const assumed = assumedBy(task, price);
  return {
    amount: rounded(perSecond * seconds + perVideo * videos),
    currency,
    seconds,
    videos,
    ...(assumed.length > 0 && { assumed }),
  };
}

function lengthOf({ applied, request, outputs }: Priced): number | undefined {
  const asked = applied.durationSeconds ?? request.durationSeconds;
  return typeof asked === 'number' ? asked : outputs[0]?.durationSeconds;
}

/** The first rate that fits; without rates the one price. */
function rateFor(
  { applied }: Priced,
  resolutions: PricedModel['resolutions'],
  { perSecond, rates }: ModelPrice,
): number | undefined {
  if (rates === undefined) return perSecond;
  const resolution = applied.resolution ?? resolutions?.[0];
  return rates.find(
    (rate) =>
      (rate.resolution === undefined || rate.resolution === resolution) &&
      (rate.audio === undefined || applied.audio === undefined || rate.audio === applied.audio),
  )?.perSecond;
}

function assumedBy({ request, applied }: Priced, { rates = [] }: ModelPrice): readonly string[] {
  const { durationSeconds, resolution, size, audio } = request;
  const open: readonly (readonly [field: string, isOpen: boolean])[] = [
    ['durationSeconds', durationSeconds === undefined && applied.durationSeconds !== undefined],
    [
      'resolution',
      resolution === undefined && size === undefined && rates.some((rate) => rate.resolution !== undefined),
    ],
    ['audio', audio === undefined && rates.some((rate) => rate.audio !== undefined)],
  ];
  return open.filter(([, isOpen]) => isOpen).map(([field]) => field);
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
