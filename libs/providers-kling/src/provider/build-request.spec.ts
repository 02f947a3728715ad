import { ErrorCode, GatewayError, JsonObject, ResolvedVideoRequest } from '@onereel/core';
import { findKlingModel } from '../wire/kling-models';
import { buildCurrentRequest } from './build-current-request';
import { buildLegacyRequest } from './build-legacy-request';
import { BuildInput, BuiltRequest, KlingImages } from './kling-plan';
import { KlingTransport } from './option-rules';

type Asked = Partial<ResolvedVideoRequest> & { options?: JsonObject; images?: Partial<KlingImages> };

function input(model: string, transport: KlingTransport, asked: Asked): BuildInput {
  const row = findKlingModel(model);
  if (!row) throw new Error(`no model ${model}`);
  const { options, images, ...request } = asked;
  return {
    model: row,
    transport,
    images: { references: [], ...images },
    clientReference: 'ref-1',
    request: {
      model,
      prompt: 'a boat',
      inputs: [],
      resolvedModel: row.descriptor,
      ...(options && { providerOptions: { kling: options } }),
      ...request,
    },
  };
}
const legacy = (model: string, asked: Asked = {}, transport: KlingTransport = 'legacy'): BuiltRequest =>
  buildLegacyRequest(input(model, transport, asked));
const current = (model: string, asked: Asked = {}): BuiltRequest =>
  buildCurrentRequest(input(model, 'current', asked));
const fieldsOf = ({ warnings }: BuiltRequest): (string | undefined)[] => warnings.map(({ field }) => field);
const refusal = (act: () => unknown): { code: ErrorCode; param?: string } => {
  try {
    act();
  } catch (error) {
    if (GatewayError.isInstance(error)) return { code: error.code, param: error.param };
    throw error;
  }
  throw new Error('nothing was refused');
};
const EVERYTHING_ELSE = {
  fps: 60,
  seed: 1,
  count: 2,
  enhancePrompt: true,
  upsample: true,
  size: { width: 8, height: 8 },
};

describe('the older API', () => {
  it('text to video, plainly', () => {
    expect(legacy('kling-v2-6')).toEqual({
      kind: 'text2video',
      path: '/v1/videos/text2video',
      body: { model_name: 'kling-v2-6', prompt: 'a boat', duration: '5', external_task_id: 'ref-1' },
      warnings: [],
    });
  });

  it('every field it has a word for', () => {
    const built = legacy('kling-v2-6', {
      negativePrompt: 'rain',
      durationSeconds: 10,
      aspectRatio: '9:16',
      resolution: '1080p',
      audio: true,
      options: { voice_list: [{ voice_id: 'v' }], watermark_info: { enabled: true } },
    });
    expect(built.body).toEqual({
      model_name: 'kling-v2-6',
      prompt: 'a boat',
      negative_prompt: 'rain',
      duration: '10',
      aspect_ratio: '9:16',
      mode: 'pro',
      sound: 'on',
      voice_list: [{ voice_id: 'v' }],
      watermark_info: { enabled: true },
      external_task_id: 'ref-1',
    });
    expect(built.warnings).toEqual([]);
  });

  it('names both spellings of the model to a relay, and the callback', () => {
    const built = buildLegacyRequest({
      ...input('kling-v3', 'relay', {}),
      callbackUrl: 'https://gw.example/cb',
    });
    expect(built.body).toMatchObject({
      model_name: 'kling-v3',
      model: 'kling-v3',
      callback_url: 'https://gw.example/cb',
    });
  });

  it('frames make it image to video, whose shape follows the picture', () => {
    const built = legacy('kling-v2-5-turbo', {
      images: { first: 'https://a.example/1.png', last: 'aGk=' },
      aspectRatio: '1:1',
      prompt: undefined,
    });
    expect(built).toMatchObject({
      kind: 'image2video',
      body: { image: 'https://a.example/1.png', image_tail: 'aGk=', mode: 'pro' },
    });
    expect(built.body).not.toHaveProperty('aspect_ratio');
    expect(fieldsOf(built)).toEqual(['resolution', 'aspectRatio']);
  });

  it('references make it multi image to video', () => {
    const built = legacy('kling-v1-6', { images: { references: ['aGk=', 'aG8='] }, aspectRatio: '16:9' });
    expect(built).toMatchObject({
      path: '/v1/videos/multi-image2video',
      body: { image_list: [{ image: 'aGk=' }, { image: 'aG8=' }], aspect_ratio: '16:9' },
    });
  });

  it('a video id makes it an extension, which has no model, shape or length', () => {
    const { body } = legacy('kling-v1-6', {
      options: { video_id: 'v9', cfg_scale: 0.7 },
      durationSeconds: 5,
    });
    expect(body).toEqual({ video_id: 'v9', prompt: 'a boat', cfg_scale: 0.7, external_task_id: 'ref-1' });
  });

  it.each([
    ['pan', 'tilt', 5],
    ['tilt', 'pan', 5],
    ['zoom', 'zoom', -5],
  ] as const)('%s turns the axis %s by %i', (cameraMotion, axis, value) => {
    const built = legacy('kling-v1', { cameraMotion, resolution: '720p' });
    expect(built.body.camera_control).toEqual({
      type: 'simple',
      config: { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: 0, [axis]: value },
    });
    expect([built.warnings, built.body.prompt]).toEqual([[], 'a boat']);
  });

  it.each([
    [0, 1],
    [0.72, 7],
    [1, 10],
  ])('strength %f is %i', (motionStrength, value) => {
    const { body } = legacy('kling-v1', { cameraMotion: 'pan', motionStrength });
    expect(body).toMatchObject({ camera_control: { config: { tilt: value } } });
  });

  it.each<[string, Asked]>([
    ['kling-v1', { cameraMotion: 'static' }],
    ['kling-v1', { cameraMotion: 'pan', durationSeconds: 10 }],
    ['kling-v1', { cameraMotion: 'pan', images: { first: 'aGk=' } }],
    ['kling-v2-6', { cameraMotion: 'zoom' }],
  ])('%s says %j in the prompt', (model, asked) => {
    const built = legacy(model, asked);
    expect(built.body.prompt).toMatch(/^a boat\. .*camera/);
    expect(built.body).not.toHaveProperty('camera_control');
    expect(fieldsOf(built)).toEqual(['cameraMotion']);
  });

  it('sends a raw camera control on, and says where it is documented', () => {
    const camera_control = { type: 'down_back' };
    expect(legacy('kling-v1', { options: { camera_control } }).warnings).toEqual([]);
    const built = legacy('kling-v2-6', { options: { camera_control } });
    expect(built.body).toMatchObject({ camera_control });
    expect(built.warnings).toMatchObject([{ kind: 'compatibility' }]);
  });

  it('only the type simple is documented for pictures', () => {
    const asked = (camera_control: JsonObject): Asked => ({
      images: { first: 'a' },
      options: { mode: 'pro', camera_control },
    });
    expect(legacy('kling-v1-5', asked({ type: 'simple', config: { pan: 1 } })).warnings).toEqual([]);
    expect(legacy('kling-v1-5', asked({ type: 'down_back' })).warnings).toMatchObject([
      { kind: 'compatibility' },
    ]);
  });

  it('several shots in one video', () => {
    const multi_prompt = [
      { index: 1, prompt: 'a harbor', duration: '2' },
      { index: 2, prompt: 'a storm', duration: 3 },
    ];
    const options = { multi_shot: true, shot_type: 'customize', multi_prompt };
    const { body } = legacy('kling-v3', { prompt: undefined, durationSeconds: 5, options });
    expect(body).toMatchObject({ ...options, duration: '5' });
  });

  it('an extension says what it does not take', () => {
    const built = legacy('kling-v1-6', {
      aspectRatio: '1:1',
      resolution: '1080p',
      audio: true,
      options: { video_id: 'v' },
    });
    expect(fieldsOf(built)).toEqual(['aspectRatio', 'resolution', 'audio']);
    expect(built.body).toEqual({ prompt: 'a boat', video_id: 'v', external_task_id: 'ref-1' });
  });

  it.each<[string, Asked, string[]]>([
    ['kling-v2-6', EVERYTHING_ELSE, ['fps', 'seed', 'count', 'enhancePrompt', 'size', 'upsample']],
    ['kling-v2-5-turbo', { audio: true }, ['audio']],
    ['kling-v2-6', { audio: true }, ['resolution']],
    ['kling-v1-5', { images: { first: 'a' }, options: { static_mask: 'm' } }, ['resolution']],
    ['kling-v2-6', { audio: true, options: { mode: 'pro' } }, []],
    ['kling-v1', { options: { mode: 'pro' } }, []],
    ['kling-v2-6', { motionStrength: 0.9 }, ['motionStrength']],
    [
      'kling-v2-6',
      {
        options: { cfg_scale: 0.5, nonsense: 1, callback_url: 'https://evil.example', external_task_id: 'x' },
      },
      ['cfg_scale', 'nonsense', 'callback_url', 'external_task_id'].map(
        (name) => `providerOptions.kling.${name}`,
      ),
    ],
  ])('%s warns about %j', (model, asked, fields) => {
    const built = legacy(model, asked);
    expect(fieldsOf(built)).toEqual(fields);
    expect(built.body.external_task_id).toBe('ref-1');
    expect(built.body).not.toHaveProperty('callback_url');
  });

  it.each<[string, string, Asked, ErrorCode, string]>([
    [
      'a text model without a prompt',
      'kling-v3',
      { prompt: undefined },
      'missing_required_parameter',
      'prompt',
    ],
    ['an image model without a picture', 'kling-v2-1', {}, 'unsupported_parameter', 'inputs'],
    ['references', 'kling-v3', { images: { references: ['a'] } }, 'unsupported_parameter', 'inputs'],
    [
      'frames beside references',
      'kling-v1-6',
      { images: { first: 'a', references: ['b'] } },
      'invalid_parameter',
      'inputs',
    ],
    [
      'a last frame beside a camera',
      'kling-v1-5',
      { images: { first: 'a', last: 'b' }, options: { camera_control: { type: 'down_back' } } },
      'invalid_parameter',
      'providerOptions.kling',
    ],
    [
      'sound with a last frame',
      'kling-v2-6',
      { images: { first: 'a', last: 'b' }, audio: true },
      'invalid_parameter',
      'audio',
    ],
    ['sound in 720p', 'kling-v2-6', { audio: true, resolution: '720p' }, 'invalid_parameter', 'resolution'],
    [
      'sound in the mode std',
      'kling-v2-6',
      { audio: true, options: { mode: 'std' } },
      'invalid_parameter',
      'providerOptions.kling.mode',
    ],
    [
      'sound with a last frame in a given mode',
      'kling-v2-6',
      { audio: true, images: { first: 'a', last: 'b' }, options: { mode: 'pro' } },
      'invalid_parameter',
      'audio',
    ],
    [
      'ten seconds to a last frame',
      'kling-v1',
      { images: { first: 'a', last: 'b' }, durationSeconds: 10 },
      'invalid_parameter',
      'durationSeconds',
    ],
    [
      'ten seconds under a motion brush',
      'kling-v1-5',
      { images: { first: 'a' }, options: { static_mask: 'm' }, durationSeconds: 10 },
      'invalid_parameter',
      'durationSeconds',
    ],
    ['4k from a model without', 'kling-v2-6', { resolution: '4k' }, 'invalid_parameter', 'resolution'],
    [
      'cfg_scale out of range',
      'kling-v1',
      { options: { cfg_scale: 2 } },
      'invalid_parameter',
      'providerOptions.kling.cfg_scale',
    ],
    [
      'two camera axes',
      'kling-v1',
      { options: { camera_control: { type: 'simple', config: { pan: 1, tilt: 1 } } } },
      'invalid_parameter',
      'providerOptions.kling.camera_control',
    ],
    [
      'shots longer than the video',
      'kling-v3',
      { options: { multi_prompt: [{ prompt: 'a', duration: 4 }] }, durationSeconds: 5 },
      'invalid_parameter',
      'providerOptions.kling.multi_prompt',
    ],
    [
      'a shot with a long prompt',
      'kling-v3',
      { options: { multi_prompt: [{ prompt: 'a'.repeat(513), duration: 5 }] } },
      'invalid_parameter',
      'providerOptions.kling.multi_prompt',
    ],
    [
      'a mask without a way',
      'kling-v1',
      { images: { first: 'a' }, options: { dynamic_masks: [{ mask: 'm', trajectories: [{ x: 1, y: 1 }] }] } },
      'invalid_parameter',
      'providerOptions.kling.dynamic_masks',
    ],
    [
      'voices without sound',
      'kling-v2-6',
      { options: { voice_list: [{ voice_id: 'v' }] } },
      'invalid_parameter',
      'audio',
    ],
    ['a long prompt', 'kling-v3', { prompt: 'a'.repeat(2501) }, 'invalid_parameter', 'prompt'],
    [
      'much to avoid',
      'kling-v2-6',
      { negativePrompt: 'a'.repeat(2501) },
      'invalid_parameter',
      'negativePrompt',
    ],
    [
      'voices beside elements',
      'kling-v3',
      { options: { voice_list: [], element_list: [] } },
      'invalid_parameter',
      'providerOptions.kling.voice_list',
    ],
  ])('refuses %s', (_name, model, asked, code, param) => {
    expect(refusal(() => legacy(model, asked))).toEqual({ code, param });
  });
});

describe('the newer API', () => {
  it('text to video', () => {
    const built = current('kling-v3', { negativePrompt: 'rain', aspectRatio: '1:1', durationSeconds: 12 });
    expect(built).toMatchObject({
      kind: 'text-to-video',
      path: '/text-to-video/kling-3.0',
      body: {
        prompt: 'a boat. Avoid: rain',
        settings: { aspect_ratio: '1:1', duration: 12, audio: 'off', multi_shot: false },
        options: { external_task_id: 'ref-1' },
      },
    });
    expect(fieldsOf(built)).toEqual(['negativePrompt']);
  });

  it('image to video', () => {
    const built = current('kling-v2-6', { images: { first: 'aGk=', last: 'aG8=' }, audio: true });
    expect(built).toMatchObject({
      path: '/image-to-video/kling-2.6',
      body: {
        contents: [
          { type: 'prompt', text: 'a boat' },
          { type: 'first_frame', url: 'aGk=' },
          { type: 'last_frame', url: 'aG8=' },
        ],
        settings: { resolution: '1080p', duration: 5, audio: 'native' },
      },
    });
    expect(fieldsOf(built)).toEqual(['resolution']);
  });

  it('references go to the omni endpoint', () => {
    const { path, body } = current('kling-v3-omni', {
      images: { references: ['aGk='] },
      aspectRatio: '16:9',
      options: { element_list: [{ element_id: 7 }] },
    });
    expect(path).toBe('/omni-video/kling-3.0-omni');
    expect(body).toMatchObject({
      contents: [
        { type: 'prompt' },
        { type: 'refer_image', url: 'aGk=', id: 'image_1' },
        { type: 'element', element_id: 7 },
      ],
      settings: { aspect_ratio: '16:9' },
    });
  });

  it.each<[string, Asked, string[]]>([
    ['kling-3.0-turbo', { audio: false }, ['audio']],
    ['kling-2.5-turbo', { audio: true }, ['audio']],
    ['kling-v3', { cameraMotion: 'pan', motionStrength: 0.1 }, ['cameraMotion', 'motionStrength']],
    ['kling-v3', { images: { first: 'a' }, aspectRatio: '1:1' }, ['aspectRatio']],
    ['kling-v3', { options: { mode: 'pro' } }, ['providerOptions.kling.mode']],
  ])('%s warns about %j', (model, asked, fields) => {
    expect(fieldsOf(current(model, asked))).toEqual(fields);
  });

  it.each<[string, string, Asked, ErrorCode]>([
    ['a last frame', 'kling-3.0-turbo', { images: { first: 'a', last: 'b' } }, 'unsupported_parameter'],
    ['references', 'kling-v3', { images: { references: ['a'] } }, 'unsupported_parameter'],
    ['sound in 720p', 'kling-v2-6', { audio: true, resolution: '720p' }, 'invalid_parameter'],
    [
      'no prompt',
      'kling-v3-omni',
      { prompt: undefined, images: { first: 'a' } },
      'missing_required_parameter',
    ],
  ])('refuses %s', (_name, model, asked, code) => {
    expect(refusal(() => current(model, asked)).code).toBe(code);
  });
});
