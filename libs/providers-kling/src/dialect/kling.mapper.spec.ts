import { GatewayError, ListedModel, ModelDescriptor } from '@onereel/core';
import { KLING_DESCRIPTOR } from '../wire/kling-descriptor';
import { KLING_REQUESTS } from './kling.exchanges';
import { toCreateVideo, toTaskQuery } from './kling.mapper';
import { KlingPath } from './kling.words';

const listed = (providerId: string, model: ModelDescriptor, configured = true): ListedModel => ({
  providerId,
  provider: { title: providerId },
  model,
  configured,
  missing: [],
});
const OTHER: ModelDescriptor = {
  id: 'veo-x',
  aliases: ['kling-alias'],
  vendorModel: 'v',
  modes: ['text-to-video'],
  supports: {},
};
const MODELS = [...KLING_DESCRIPTOR.models.map((model) => listed('kling', model)), listed('veo', OTHER)];
const URL_VALUE = 'https://example.com/a.png';

const create = (body: object, path: KlingPath = 'text2video', models = MODELS) =>
  toCreateVideo(path, { prompt: 'a', ...body }, models);
const refusal = (act: () => unknown): { code: string; param?: string } => {
  try {
    act();
  } catch (error) {
    if (GatewayError.isInstance(error)) return { code: error.code, param: error.param };
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('Kling body → CreateVideo', () => {
  it('maps the official fields', () => {
    expect(
      create({
        model_name: 'kling-v2-6',
        negative_prompt: 'b',
        duration: '10',
        aspect_ratio: '9:16',
        sound: 'on',
        mode: 'pro',
        voice_list: [{ voice_id: 'v' }],
        watermark_info: { enabled: false },
        callback_url: 'https://example.com/cb',
        external_task_id: 'shot-1',
      }),
    ).toEqual({
      dialect: 'kling-text2video',
      request: {
        model: 'kling-v2-6',
        prompt: 'a',
        negativePrompt: 'b',
        durationSeconds: 10,
        aspectRatio: '9:16',
        audio: true,
        providerOptions: {
          kling: { mode: 'pro', voice_list: [{ voice_id: 'v' }], watermark_info: { enabled: false } },
        },
      },
      inputs: [],
      metadata: {},
      callbackUrl: 'https://example.com/cb',
      externalId: 'shot-1',
      warnings: [],
    });
  });

  it('maps the generic fields of resellers', () => {
    const created = create({
      model: 'kling-v3',
      duration: 5,
      width: 1280,
      height: 720,
      fps: 24,
      seed: 1,
      n: 2,
      user: 'u-1',
      response_format: 'b64_json',
      metadata: { cfg_scale: 0.4, negative_prompt: 'c', style: 'noir' },
      size: '720p',
    });
    expect(created.request).toEqual({
      model: 'kling-v3',
      prompt: 'a',
      negativePrompt: 'c',
      durationSeconds: 5,
      size: { width: 1280, height: 720 },
      fps: 24,
      seed: 1,
      count: 2,
      providerOptions: { kling: { cfg_scale: 0.4 } },
    });
    expect(created.metadata).toMatchObject({ user: 'u-1', style: 'noir' });
    expect(created.warnings?.map(({ field }) => field)).toEqual(['response_format', 'size']);
  });

  it.each([
    ['a URL', URL_VALUE, { kind: 'url', url: URL_VALUE }],
    ['bare base64', 'iVBORw0KGgo=', { kind: 'inline', data: 'iVBORw0KGgo=' }],
  ])('takes frames as %s', (_name, value, source) => {
    expect(create({ image: value, image_tail: value, prompt: undefined }, 'image2video').inputs).toEqual([
      { role: 'first_frame', field: 'image', source },
      { role: 'last_frame', field: 'image_tail', source },
    ]);
  });

  it.each<[string, object, ListedModel[], string]>([
    ['the official default', {}, MODELS, 'kling-v1'],
    ["the gateway's default where Kling is not configured", {}, [listed('veo', OTHER)], ''],
    ['model_name before model', { model: 'x', model_name: 'kling-v3' }, MODELS, 'kling-v3'],
  ])('model: %s', (_name, body, models, model) => {
    expect(create(body, 'text2video', models).request.model).toBe(model);
  });

  it('carries over to another vendor what can be, and warns about the rest', () => {
    const camera_control = { type: 'simple', config: { tilt: -7 } };
    const created = create({ model: 'kling-alias', mode: 'pro', camera_control, cfg_scale: 0.5 });
    expect(created.request).toEqual({
      model: 'kling-alias',
      prompt: 'a',
      resolution: '1080p',
      cameraMotion: 'pan',
      motionStrength: 0.7,
    });
    expect(created.warnings).toEqual([
      { field: 'cfg_scale', message: expect.stringContaining('veo') as string },
    ]);
    const roll = { type: 'simple', config: { roll: 1 } };
    expect(create({ model: 'veo-x', camera_control: roll }).warnings).toMatchObject([
      { field: 'camera_control' },
    ]);
  });

  it.each(Object.entries(KLING_REQUESTS))('accepts the documented example %s', (path, body) => {
    expect(toCreateVideo(path as KlingPath, body, MODELS).warnings).toEqual([]);
  });

  it.each<[string, KlingPath, object, string, string]>([
    ['no prompt', 'text2video', { prompt: ' ' }, 'missing_required_parameter', 'prompt'],
    ['no picture', 'image2video', {}, 'missing_required_parameter', 'image'],
    ['a long prompt', 'text2video', { prompt: 'x'.repeat(2501) }, 'invalid_parameter', 'prompt'],
    ['a word for seconds', 'text2video', { duration: 'five' }, 'invalid_parameter', 'duration'],
    ['a loud sound', 'text2video', { sound: true }, 'invalid_parameter', 'sound'],
    ['an unknown mode', 'text2video', { mode: 'ultra' }, 'invalid_parameter', 'mode'],
    ['a wrong scale', 'text2video', { cfg_scale: 7 }, 'invalid_parameter', 'cfg_scale'],
    ['a width alone', 'text2video', { width: 100 }, 'missing_required_parameter', 'height'],
    [
      'two camera moves',
      'text2video',
      { camera_control: { type: 'simple', config: { pan: 1, tilt: 1 } } },
      'invalid_parameter',
      'camera_control',
    ],
    ['seven shots', 'text2video', { multi_prompt: Array(7).fill({}) }, 'invalid_parameter', 'multi_prompt'],
  ])('refuses %s', (_name, path, body, code, param) => {
    expect(refusal(() => create(body, path))).toEqual({ code, param });
  });

  it('needs no prompt with several shots, and no camera in an empty control', () => {
    const created = create({ prompt: undefined, multi_prompt: [{ prompt: 'x' }], camera_control: {} });
    expect(created.request.providerOptions).toEqual({ kling: { multi_prompt: [{ prompt: 'x' }] } });
  });
});

describe('toTaskQuery', () => {
  it.each([
    [{}, { limit: 30, offset: 0 }],
    [
      { pageNum: '3', pageSize: '10' },
      { limit: 10, offset: 20 },
    ],
  ])('%j', (query, expected) => {
    expect(toTaskQuery('image2video', query)).toEqual({
      kind: 'generate',
      dialect: 'kling-image2video',
      order: 'desc',
      ...expected,
    });
  });

  it.each([{ pageNum: '0' }, { pageNum: '1001' }, { pageSize: '501' }, { pageSize: 'all' }])(
    'refuses %j',
    (query) => {
      expect(refusal(() => toTaskQuery('text2video', query)).code).toBe('invalid_parameter');
    },
  );
});
