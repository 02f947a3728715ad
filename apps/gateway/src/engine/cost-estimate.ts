import type { CostEstimate, ModelDescriptor } from '@onereel/core';
import type { TaskRecord } from '@onereel/core/engine';

type Priced = Pick<TaskRecord, 'outputs' | 'applied' | 'request'>;

/** The row's price for what came out, or before that for what was asked; `undefined` where price or length is unknown. */
export function costEstimate(
  { outputs, applied, request }: Priced,
  model: Pick<ModelDescriptor, 'price'> | undefined,
): CostEstimate | undefined {
  const price = model?.price;
  if (price === undefined) return undefined;
  const { currency, perSecond, perVideo = 0 } = price;
  const videos = outputs.length || (request.count ?? 1);
  if (perSecond === undefined) return { amount: rounded(perVideo * videos), currency, videos };
  const asked = applied.durationSeconds ?? request.durationSeconds;
  const length = typeof asked === 'number' ? asked : outputs[0]?.durationSeconds;
  if (length === undefined) return undefined;
  // Vendors charge the length that was ordered, not the frames that came out.
  const seconds = rounded(length * videos);
  return { amount: rounded(perSecond * seconds + perVideo * videos), currency, seconds, videos };
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
