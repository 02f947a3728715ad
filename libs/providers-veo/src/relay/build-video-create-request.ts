import {
  GatewayError,
  RequestWarning,
  resolutionLines,
  ResolvedVideoRequest,
  unsupported,
  withoutUndefined,
} from '@onereel/core';
import { checkOptions } from '../provider/option-rules';
import { promptInWords } from '../provider/prompt-words';
import type { BuiltRelayRequest } from './build-openai-relay-request';

/** Above this many lines a relay of this kind upscales. */
const BASE_LINES = 720;

/** A create call of a `/v1/video/create` relay. Pure. @throws `missing_required_parameter`, `unsupported_parameter` */
export function buildVideoCreateRequest(
  request: ResolvedVideoRequest,
  vendorModel: string,
  images: readonly string[],
): BuiltRelayRequest {
  const warnings: RequestWarning[] = [];
  checkInputs(request);
  checkOptions(request.providerOptions?.veo, 'relay-video-create', warnings);
  const prompt = promptInWords(request, warnings, 'words');
  if (prompt === undefined) {
    throw new GatewayError('missing_required_parameter', {
      param: 'prompt',
      message: 'prompt is required by this relay. Say what the video should show.',
    });
  }
  const upsample = upsampleOf(request, warnings);
  warnings.push(...fieldsWithoutWord(request), ...inlineWarnings(images));
  const body = withoutUndefined({
    model: vendorModel,
    prompt,
    aspect_ratio: request.aspectRatio,
    enhance_prompt: request.enhancePrompt,
    enable_upsample: upsample,
    images: images.length > 0 ? images : undefined,
  });
  return { body, warnings };
}

/** The pictures of this call are a bare list: first, last; roles it cannot tell apart may not be mixed. */
function checkInputs({ inputs }: ResolvedVideoRequest): void {
  const roles = new Set(inputs.map(({ role }) => role));
  if (roles.has('source_video')) {
    throw new GatewayError('unsupported_parameter', {
      param: 'inputs.source_video',
      message: 'This relay cannot extend videos. Use a Google account for that.',
    });
  }
  if (roles.has('last_frame') && !roles.has('first_frame')) {
    throw new GatewayError('missing_required_parameter', {
      param: 'inputs.first_frame',
      message: 'A last frame needs a first frame. Send one with the role first_frame.',
    });
  }
  if (roles.has('reference') && roles.size > 1) {
    throw new GatewayError('invalid_parameter', {
      param: 'inputs',
      message: 'This relay takes frames or references, not both. Send one kind.',
    });
  }
}

/** The closest thing to a resolution that this call has. */
function upsampleOf(
  { upsample, resolution }: ResolvedVideoRequest,
  warnings: RequestWarning[],
): boolean | undefined {
  const lines = resolution === undefined ? undefined : resolutionLines(resolution);
  if (lines === undefined) return upsample;
  if (lines <= BASE_LINES) return upsample;
  warnings.push({
    kind: 'adjusted',
    field: 'resolution',
    message: `resolution ${resolution} became enable_upsample: the relay has no other control for it`,
  });
  return true;
}

const fieldsWithoutWord = ({
  durationSeconds,
  seed,
  audio,
  count,
  resolvedModel,
}: ResolvedVideoRequest): RequestWarning[] => [
  ...(durationSeconds === undefined || durationSeconds === resolvedModel.defaultDuration
    ? []
    : [unsupported('durationSeconds', 'This relay makes videos of one length; durationSeconds was ignored')]),
  ...(seed === undefined ? [] : [unsupported('seed')]),
  ...(audio === false ? [unsupported('audio', 'Veo makes sound always here; audio was ignored')] : []),
  ...((count ?? 1) > 1 ? [unsupported('count', 'one video is made per task here; count was ignored')] : []),
];

const inlineWarnings = (images: readonly string[]): RequestWarning[] =>
  images.some((image) => image.startsWith('data:'))
    ? [
        {
          kind: 'compatibility',
          field: 'inputs',
          message:
            'Pictures were sent inline, which this relay may refuse. Send an address, or set ONEREEL_PUBLIC_URL',
        },
      ]
    : [];
