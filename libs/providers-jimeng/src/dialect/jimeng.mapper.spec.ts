import { GatewayError, ListedModel, ModelDescriptor } from '@onereel/core';
import { JIMENG_DESCRIPTOR } from '../wire/jimeng-descriptor';
import { toCreateVideo, toTaskId } from './jimeng.mapper';

const listed = (providerId: string, model: ModelDescriptor, configured = true): ListedModel => ({
  providerId,
  provider: { title: providerId },
  model,
  configured,
  missing: [],
});
const OTHER: ModelDescriptor = { id: 'veo-x', vendorModel: 'v', modes: ['text-to-video'], supports: {} };
const jimeng = (configured: boolean): ListedModel[] =>
  JIMENG_DESCRIPTOR.models.map((model) => listed('jimeng', model, configured));
const MODELS = [...jimeng(true), listed('veo', OTHER)];
const create = (body: object, models = MODELS) => toCreateVideo({ prompt: 'a', ...body }, models);
const refusal = (act: () => unknown): [code: string, param?: string] => {
  try {
    act();
  } catch (error) {
    if (GatewayError.isInstance(error)) return [error.code, error.param];
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('Jimeng body → CreateVideo', () => {
  it('maps the official fields', () => {
    const body = {
      req_key: 'jimeng_i2v_recamera_v30',
      seed: 42,
      frames: 241,
      aspect_ratio: '9:16',
      image_urls: ['https://example.com/a.png'],
      template_id: 'handheld',
      camera_strength: 'strong',
    };
    expect(toCreateVideo({ prompt: 'a', ...body }, MODELS, 'key-1')).toEqual({
      dialect: 'jimeng',
      request: {
        model: 'jimeng_i2v_recamera_v30',
        prompt: 'a',
        seed: 42,
        durationSeconds: 10,
        aspectRatio: '9:16',
        providerOptions: { jimeng: { template_id: 'handheld', camera_strength: 'strong' } },
      },
      inputs: [
        {
          role: 'first_frame',
          field: 'image_urls[0]',
          source: { kind: 'url', url: 'https://example.com/a.png' },
        },
      ],
      metadata: {},
      idempotencyKey: 'key-1',
      warnings: [],
    });
  });

  it.each<[string, object, ListedModel[], string]>([
    ['no name', {}, MODELS, 'jimeng-3.0'],
    ['no name without an account', {}, [...jimeng(false), listed('veo', OTHER)], ''],
    ['the generic name', { model: 'veo-x' }, MODELS, 'veo-x'],
    ['both names', { req_key: 'jimeng_t2v_v30', model: 'veo-x' }, MODELS, 'jimeng_t2v_v30'],
    ['a product without a row', { req_key: 'pippit_iv2v_cvtob' }, MODELS, 'jimeng-3.0'],
  ])('%s leads to the model "%s"', (_name, body, models, model) => {
    expect(create(body, models).request.model).toBe(model);
  });

  it('gives products without a row every field that is not read', () => {
    const { request, warnings } = create({ req_key: 'pippit_iv2v_cvtob', image_list: ['a'], style: 1 });
    expect(request.providerOptions).toEqual({
      jimeng: { req_key: 'pippit_iv2v_cvtob', fields: { image_list: ['a'], style: 1 } },
    });
    expect(warnings).toEqual([]);
  });

  it.each<[object, object, (string | undefined)[]]>([
    [
      { template_id: 'hitchcock_dolly_in', camera_strength: 'weak' },
      { cameraMotion: 'zoom', motionStrength: 0.2 },
      [],
    ],
    [{ template_id: 'crane_push' }, { cameraMotion: 'tilt' }, []],
    [{ template_id: 'robo_arm', camera_strength: 'weak' }, {}, ['template_id', 'camera_strength']],
    [{ return_url: true }, {}, ['return_url']],
  ])('carries %j over to another vendor', (body, carried, lost) => {
    const { request, warnings } = create({ model: 'veo-x', ...body });
    expect(request).toEqual({ model: 'veo-x', prompt: 'a', ...carried });
    expect((warnings ?? []).map(({ field }) => field)).toEqual(lost);
  });

  it.each<[string, object, string, string]>([
    ['neither words nor pictures', { prompt: ' ' }, 'missing_required_parameter', 'prompt'],
    ['801 characters', { prompt: 'x'.repeat(801) }, 'invalid_parameter', 'prompt'],
    [
      'three pictures',
      { image_urls: ['https://a/1', 'https://a/2', 'https://a/3'] },
      'invalid_parameter',
      'image_urls',
    ],
    ['a seed of -2', { seed: -2 }, 'invalid_parameter', 'seed'],
    ['an unknown template', { template_id: 'fly' }, 'invalid_parameter', 'template_id'],
    ['a ratio that is none', { aspect_ratio: 'wide' }, 'invalid_parameter', 'aspect_ratio'],
  ])('refuses %s', (_name, body, code, param) => {
    expect(refusal(() => create(body))).toEqual([code, param]);
  });

  it('takes -1 for no seed', () => {
    expect(create({ seed: -1 }).request.seed).toBeUndefined();
  });
});

describe('toTaskId', () => {
  it('needs the id and nothing else', () => {
    expect(toTaskId({ task_id: 'vid_1' })).toBe('vid_1');
    expect(refusal(() => toTaskId({ req_key: 'jimeng_t2v_v30' }))).toEqual([
      'missing_required_parameter',
      'task_id',
    ]);
  });
});
