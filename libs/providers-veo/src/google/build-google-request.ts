import {
  adjusted,
  AppliedParameters,
  GatewayError,
  JsonObject,
  RequestWarning,
  ResolvedVideoRequest,
  unsupported,
  withoutUndefined,
} from '@onereel/core';
import { promptInWords } from '../provider/prompt-words';
import type { InlineFile } from '../provider/read-pictures';
import type { GoogleFiles, GoogleFlavor } from './google-files';
import { googleOptions } from './google-options';

export interface GoogleRequest {
  readonly body: JsonObject;
  readonly count: number;
  /** What Google's rules made of the length and the resolution. */
  readonly applied: AppliedParameters;
  readonly warnings: readonly RequestWarning[];
}

/** What a video is made of; a clip of Google's own goes by its address. */
type Material = GoogleFiles & { readonly clip?: string };

const FULL_LENGTH = 8;

/** A create call of either of Google's APIs. Pure. @throws `invalid_parameter`, `missing_required_parameter` */
export function buildGoogleRequest(
  request: ResolvedVideoRequest,
  files: GoogleFiles,
  flavor: GoogleFlavor,
): GoogleRequest {
  const warnings: RequestWarning[] = [];
  const { labels, parameters, clip } = googleOptions(request, files, flavor, warnings);
  const material: Material = { ...files, ...(clip !== undefined && { clip }) };
  checkMaterial(material);
  const prompt = promptInWords(request, warnings, 'field');
  requirePrompt(prompt, material);
  const own = flavor === 'vertex' ? vertexFields(request, warnings) : geminiFields(request, warnings);
  if (request.upsample) warnings.push(unsupported('upsample', 'upsample was ignored: ask for a resolution'));
  const resolution = resolutionOf(request, material, warnings);
  const durationSeconds = secondsOf(request, material, warnings);
  const body = {
    instances: [{ ...(prompt !== undefined && { prompt }), ...fileFields(material, flavor) }],
    parameters: withoutUndefined({
      aspectRatio: request.aspectRatio,
      resolution,
      durationSeconds,
      negativePrompt: request.negativePrompt,
      ...own,
      ...parameters,
    }) as JsonObject,
    ...(labels !== undefined && { labels }),
  };
  const applied: AppliedParameters = { durationSeconds, ...(resolution !== undefined && { resolution }) };
  return { body, count: Number(own.sampleCount), applied, warnings };
}

function vertexFields(request: ResolvedVideoRequest, warnings: RequestWarning[]): JsonObject {
  const { seed, audio, enhancePrompt, count = 1 } = request;
  if (enhancePrompt === false) warnings.push(ALWAYS_REWRITTEN);
  return {
    sampleCount: count,
    ...(seed !== undefined && { seed }),
    ...(audio !== undefined && { generateAudio: audio }),
    ...(enhancePrompt && { enhancePrompt }),
  };
}

/** The developer API refuses these fields, so that proxies of it do. */
function geminiFields(request: ResolvedVideoRequest, warnings: RequestWarning[]): JsonObject {
  const { seed, audio, enhancePrompt, count = 1 } = request;
  if (seed !== undefined) {
    warnings.push(
      unsupported('seed', 'seed was ignored; set providerOptions.veo.seed where the proxy takes it'),
    );
  }
  if (audio === false) warnings.push(unsupported('audio', 'Veo makes sound always here; audio was ignored'));
  if (enhancePrompt) warnings.push(unsupported('enhancePrompt'));
  if (enhancePrompt === false) warnings.push(ALWAYS_REWRITTEN);
  if (count > 1) warnings.push(unsupported('count', 'one video is made per task here; count was ignored'));
  return { sampleCount: 1 };
}

const ALWAYS_REWRITTEN = unsupported(
  'enhancePrompt',
  'Veo 3 always rewrites the prompt; enhancePrompt false was ignored',
);

/** A last frame needs a first one; references and a source video stand alone. */
function checkMaterial({ first, last, references, video, clip }: Material): void {
  if (last && !first) {
    throw new GatewayError('missing_required_parameter', {
      param: 'inputs.first_frame',
      message: 'A last frame needs a first frame. Send one with the role first_frame.',
    });
  }
  const kinds = [
    first && 'frames',
    references.length > 0 && 'references',
    video && 'a source video',
    clip && 'providerOptions.veo.video',
  ];
  const used = kinds.filter(Boolean);
  if (used.length > 1) {
    throw new GatewayError('invalid_parameter', {
      param: 'inputs',
      message: `Veo takes frames, references or a source video; ${used.join(' and ')} were given. Send one kind.`,
    });
  }
}

function requirePrompt(prompt: string | undefined, { first, video, clip }: Material): void {
  if (prompt || first || video || clip) return;
  throw new GatewayError('missing_required_parameter', {
    param: 'prompt',
    message: 'prompt is required unless a first frame is given. Say what the video should show.',
  });
}

/** Extensions come out in 720p. */
function resolutionOf(
  { resolution }: ResolvedVideoRequest,
  { video, clip }: Material,
  warnings: RequestWarning[],
): string | undefined {
  if (!(video ?? clip) || resolution === undefined || resolution === '720p') return resolution;
  warnings.push(adjusted('resolution', resolution, '720p', 'extensions are made in 720p'));
  return '720p';
}

/** High resolutions, references and extensions exist in full length only. */
function secondsOf(
  { durationSeconds, resolution }: ResolvedVideoRequest,
  { references, video, clip }: Material,
  warnings: RequestWarning[],
): number {
  const seconds = durationSeconds ?? FULL_LENGTH;
  const because = [
    resolution !== undefined && resolution !== '720p' && resolution,
    references.length > 0 && 'a reference picture',
    (video ?? clip) && 'an extension',
  ].find(Boolean);
  if (!because || seconds === FULL_LENGTH) return seconds;
  warnings.push(adjusted('durationSeconds', seconds, FULL_LENGTH, `${because} needs ${FULL_LENGTH} seconds`));
  return FULL_LENGTH;
}

function fileFields({ first, last, references, video, clip }: Material, flavor: GoogleFlavor): JsonObject {
  const file = ({ data, mediaType }: InlineFile): JsonObject => ({
    bytesBase64Encoded: data,
    mimeType: mediaType,
  });
  return {
    ...(first && { image: file(first) }),
    ...(last && { lastFrame: file(last) }),
    ...(references.length > 0 && {
      referenceImages: references.map((image) => ({ image: file(image), referenceType: 'asset' })),
    }),
    ...(video && {
      video: flavor === 'vertex' ? file(video) : { encodedVideo: video.data, encoding: video.mediaType },
    }),
    ...(clip !== undefined && {
      video:
        flavor === 'vertex' ? { gcsUri: clip, mimeType: 'video/mp4' } : { uri: clip, encoding: 'video/mp4' },
    }),
  };
}
