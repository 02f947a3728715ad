import {
  formatSize,
  GatewayError,
  RequestWarning,
  ResolvedVideoRequest,
  sizeOf,
  unsupported,
  withoutUndefined,
} from '@onereel/core';
import { checkOptions } from '../provider/option-rules';
import { promptInWords } from '../provider/prompt-words';
import type { RelayBodyMode, RelaySeconds, RelaySize } from '../veo-account';

export interface OpenaiRelayInput {
  readonly request: ResolvedVideoRequest;
  readonly vendorModel: string;
  readonly bodyMode: RelayBodyMode;
  readonly secondsAs: RelaySeconds;
  readonly sizeAs: RelaySize;
  /** Addresses or data URIs: first frame, last frame. */
  readonly images: readonly string[];
}

export interface BuiltRelayRequest {
  readonly body: object;
  readonly warnings: readonly RequestWarning[];
}

/** A create call of an OpenAI-style relay. Pure. @throws `unsupported_parameter`, `missing_required_parameter` */
export function buildOpenaiRelayRequest(input: OpenaiRelayInput): BuiltRelayRequest {
  const { request, vendorModel, bodyMode, images } = input;
  const warnings: RequestWarning[] = [];
  checkInputs(input);
  checkOptions(request.providerOptions?.veo, 'relay-openai', warnings);
  const prompt = promptInWords(request, warnings, 'words');
  warnings.push(...fieldsWithoutWord(request), ...lostTo(input));
  const fields = withoutUndefined({
    model: vendorModel,
    prompt,
    seconds: secondsOf(input),
    size: sizeText(input),
  });
  if (bodyMode === 'multipart') return { body: formOf(fields, images[0]), warnings };
  if (images.length === 0) return { body: fields, warnings };
  return {
    body: { ...fields, ...(bodyMode === 'json' ? { input_reference: images[0] } : { images }) },
    warnings,
  };
}

function checkInputs(input: OpenaiRelayInput): void {
  const { images, request } = input;
  const { inputs, prompt } = request;
  const other = inputs.find(({ role }) => role === 'reference' || role === 'source_video');
  if (other) {
    throw new GatewayError('unsupported_parameter', {
      param: `inputs.${other.role}`,
      message: `OpenAI-style relays take frames only, not the role ${other.role}.`,
    });
  }
  checkLastFrame(input);
  if (!prompt && images.length === 0) {
    throw new GatewayError('missing_required_parameter', {
      param: 'prompt',
      message: 'prompt is required unless a first frame is given. Say what the video should show.',
    });
  }
}

/** Only the list of pictures has room for a second one. */
function checkLastFrame({ request: { inputs }, bodyMode }: OpenaiRelayInput): void {
  if (!inputs.some(({ role }) => role === 'last_frame')) return;
  if (!inputs.some(({ role }) => role === 'first_frame')) {
    throw new GatewayError('missing_required_parameter', {
      param: 'inputs.first_frame',
      message: 'A last frame needs a first frame. Send one with the role first_frame.',
    });
  }
  if (bodyMode === 'json-images') return;
  throw new GatewayError('unsupported_parameter', {
    param: 'inputs.last_frame',
    message:
      'This relay takes one picture. Set VEO3_BODY_MODE=json-images where it takes first and last frame.',
  });
}

const fieldsWithoutWord = ({
  seed,
  audio,
  enhancePrompt,
  upsample,
  count,
}: ResolvedVideoRequest): RequestWarning[] => [
  ...(seed === undefined ? [] : [unsupported('seed')]),
  ...(audio === false ? [unsupported('audio', 'Veo makes sound always here; audio was ignored')] : []),
  ...(enhancePrompt ? [unsupported('enhancePrompt')] : []),
  ...(upsample ? [unsupported('upsample', 'upsample was ignored: ask for a resolution')] : []),
  ...((count ?? 1) > 1 ? [unsupported('count', 'one video is made per task here; count was ignored')] : []),
];

/** What the relay's way of wording has no room for. */
function lostTo({ request, secondsAs, sizeAs }: OpenaiRelayInput): RequestWarning[] {
  const { durationSeconds, resolution, resolvedModel } = request;
  const lostLength = secondsAs === 'none' && durationSeconds !== resolvedModel.defaultDuration;
  return [
    ...(lostLength
      ? [unsupported('durationSeconds', 'This relay makes videos of one length; durationSeconds was ignored')]
      : []),
    ...(sizeAs === 'ratio' && resolution !== undefined
      ? [
          unsupported(
            'resolution',
            `This relay takes the shape only; resolution ${resolution} counts only where VEO3_MODEL_NAMES has a name for it`,
          ),
        ]
      : []),
  ];
}

function secondsOf({
  request: { durationSeconds },
  secondsAs,
}: OpenaiRelayInput): string | number | undefined {
  if (durationSeconds === undefined || secondsAs === 'none') return undefined;
  return secondsAs === 'number' ? durationSeconds : String(durationSeconds);
}

/** Shape and resolution in one word, `1280x720`, or the shape alone, `16x9`. */
function sizeText({ request, sizeAs }: OpenaiRelayInput): string | undefined {
  const { size, aspectRatio, resolution } = request;
  if (sizeAs === 'ratio') return aspectRatio?.replace(':', 'x');
  if (size) return formatSize(size);
  if (aspectRatio === undefined && resolution === undefined) return undefined;
  const frame = sizeOf(aspectRatio ?? '16:9', resolution ?? '720p');
  return frame && formatSize(frame);
}

/** As OpenAI's own clients send it: texts, and the picture as a file. */
function formOf(fields: Readonly<Record<string, unknown>>, image: string | undefined): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  const match = /^data:([^;]+);base64,(.*)$/s.exec(image ?? '');
  if (match) {
    const file = new Blob([Buffer.from(match[2], 'base64')], { type: match[1] });
    form.set('input_reference', file, `first-frame.${match[1].split('/')[1]}`);
  } else if (image !== undefined) {
    form.set('input_reference', image);
  }
  return form;
}
