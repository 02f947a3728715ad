import { GatewayError, PollResult, ProviderOutput, RequestWarning, toErrorDetail } from '@onereel/core';
import { GoogleOperation, GoogleVideo, GoogleVideoResponse, INLINE_KEYS } from '../wire/google-operation';
import { filteredFailure, operationFailure } from './google-failure';

export interface OperationFacts {
  /** Videos that were asked for. */
  readonly count: number;
  /** Origin whose files need the key. */
  readonly origin: string;
  /** To be kept out of messages. */
  readonly secrets: readonly string[];
}

/** An operation of either of Google's APIs, or of a proxy that mixes them, as a poll result. Pure. */
export function parseOperation(operation: GoogleOperation, facts: OperationFacts): PollResult {
  if (operation.error !== undefined && operation.error !== null) {
    return { state: 'failed', error: operationFailure(operation.error, facts.secrets) };
  }
  if (operation.done !== true) return running(operation);
  const parts = partsOf(operation);
  const outputs = outputsOf(parts.flatMap(videosOf), facts.origin);
  const reasons = parts.flatMap(({ raiMediaFilteredReasons: list }) => (Array.isArray(list) ? list : []));
  const filtered = Math.max(0, ...parts.map(({ raiMediaFilteredCount: count }) => Number(count) || 0));
  if (outputs.length === 0) {
    const error =
      filtered > 0 || reasons.length > 0
        ? filteredFailure(reasons.map(String), facts.secrets)
        : toErrorDetail(new GatewayError('output_missing'));
    return { state: 'failed', error };
  }
  if (outputs.length >= facts.count) return { state: 'completed', outputs };
  return { state: 'completed', outputs, warnings: [shortfall(outputs.length, facts.count, filtered)] };
}

function running({ done, metadata }: GoogleOperation): PollResult {
  const progress = metadata?.progressPercent;
  const isPercent = typeof progress === 'number' && progress >= 0 && progress <= 100;
  const warnings: readonly RequestWarning[] =
    done === undefined || done === null || done === false
      ? []
      : [{ kind: 'other', message: `Google reports the unknown state "${word(done)}"; taken as running` }];
  return { state: 'processing', ...(isPercent && { progress }), ...(warnings.length > 0 && { warnings }) };
}

const word = (value: unknown): string => JSON.stringify(value).slice(0, 40);

/** The response, and what the developer API puts one level down. */
function partsOf({ response }: GoogleOperation): GoogleVideoResponse[] {
  return [response, response?.generateVideoResponse].filter(
    (part) => typeof part === 'object' && part !== null,
  );
}

function videosOf({ videos, generatedSamples, generatedVideos }: GoogleVideoResponse): GoogleVideo[] {
  const list = <Item>(value: readonly Item[] | undefined): readonly Item[] =>
    Array.isArray(value) ? value : [];
  const wrapped = [...list(generatedSamples), ...list(generatedVideos)].map((sample) => sample?.video);
  return [...list(videos), ...wrapped].filter((video) => typeof video === 'object' && video !== null);
}

/** Inline videos are numbered in the order of their keys, as the reader of the same answer counts them. */
function outputsOf(videos: readonly GoogleVideo[], origin: string): ProviderOutput[] {
  let inline = 0;
  return videos.flatMap((video, index): ProviderOutput[] => {
    const bytes = INLINE_KEYS.map((key) => video[key]).filter((value) => typeof value === 'string');
    const ref = `inline:${inline}`;
    inline += bytes.length;
    const source = sourceOf(video, origin) ?? (bytes[0] ? provider(ref) : undefined);
    if (source === undefined) return [];
    return [{ id: `video-${index + 1}`, source, mediaType: video.mimeType ?? 'video/mp4' }];
  });
}

const provider = (ref: string): ProviderOutput['source'] => ({ kind: 'provider', ref });

/** Files of the API itself need the key; anything else is fetched without it. */
function sourceOf({ gcsUri, uri }: GoogleVideo, origin: string): ProviderOutput['source'] | undefined {
  const address = [gcsUri, uri].find((value) => typeof value === 'string' && value !== '');
  if (address === undefined) return undefined;
  if (address.startsWith('gs://')) return provider(address);
  if (!URL.canParse(address)) return undefined;
  return new URL(address).origin === origin ? provider(address) : { kind: 'url', url: address };
}

const shortfall = (made: number, asked: number, filtered: number): RequestWarning => ({
  kind: 'other',
  field: 'count',
  message:
    filtered > 0
      ? `${made} of ${asked} videos were made: Google filtered ${filtered}`
      : `${made} of ${asked} videos were made; Google does not say why`,
});
