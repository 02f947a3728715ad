import 'reflect-metadata';
import { GatewayError, type ListedModel, type ModelDescriptor } from '@onereel/core';
import { NativeGenerateVideoDto } from './native-generate.dto';
import { NATIVE_REQUESTS } from './native.exchanges';
import { toCreateVideo, toTaskQuery } from './native.mapper';

const listed = (
  model: Partial<ModelDescriptor> & { id: string },
  more: Partial<ListedModel> = {},
): ListedModel => ({
  providerId: model.id,
  provider: { title: model.id },
  model: { vendorModel: model.id, modes: ['image-to-video'], supports: {}, ...model },
  configured: true,
  missing: [],
  ...more,
});

const MODELS = [
  listed({ id: 'plain', aliases: ['plain-alias'] }),
  listed(
    {
      id: 'rich',
      modes: ['text-to-video', 'image-to-video'],
      fps: { min: 24, max: 60 },
      maxSize: { width: 1920, height: 1080 },
      supports: { motionStrength: true },
    },
    { isDefault: true },
  ),
];
const IMAGE = 'https://example.com/image.jpg';

const refusal = (act: () => unknown): { code: string; param?: string; message: string } => {
  try {
    act();
  } catch (error) {
    if (GatewayError.isInstance(error))
      return { code: error.code, param: error.param, message: error.message };
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('native body → CreateVideo', () => {
  it('maps every field', () => {
    const created = toCreateVideo(
      {
        image: IMAGE,
        last_frame: 'data:image/png;base64,AAAA',
        reference_images: ['AAAA', IMAGE],
        source_video: IMAGE,
        prompt: 'a',
        negative_prompt: 'b',
        duration: 5,
        fps: 24,
        resolution: '1280x720',
        aspect_ratio: '16:9',
        motion_strength: 0.25,
        camera_motion: 'tilt',
        optimize_prompt: true,
        model: 'rich',
        seed: 7,
        count: 2,
        audio: false,
        strict: true,
        external_id: 'mine',
        metadata: { shot: 1 },
        provider_options: { sandbox: { delaySeconds: 1 } },
      },
      MODELS,
      'key-1',
    );
    expect(created).toEqual({
      dialect: 'native',
      request: {
        model: 'rich',
        prompt: 'a',
        negativePrompt: 'b',
        durationSeconds: 5,
        fps: 24,
        size: { width: 1280, height: 720 },
        aspectRatio: '16:9',
        motionStrength: 0.25,
        cameraMotion: 'tilt',
        enhancePrompt: true,
        seed: 7,
        count: 2,
        audio: false,
        providerOptions: { sandbox: { delaySeconds: 1 } },
      },
      inputs: [
        { role: 'first_frame', field: 'image', source: { kind: 'url', url: IMAGE } },
        {
          role: 'last_frame',
          field: 'last_frame',
          source: { kind: 'inline', data: 'data:image/png;base64,AAAA' },
        },
        { role: 'source_video', field: 'source_video', source: { kind: 'url', url: IMAGE } },
        { role: 'reference', field: 'reference_images[0]', source: { kind: 'inline', data: 'AAAA' } },
        { role: 'reference', field: 'reference_images[1]', source: { kind: 'url', url: IMAGE } },
      ],
      strict: true,
      externalId: 'mine',
      metadata: { shot: 1 },
      idempotencyKey: 'key-1',
      warnings: [],
    });
  });

  it.each<[string, string, object]>([
    ['a model that has them', 'rich', { fps: 30, motionStrength: 0.5, size: { width: 1920, height: 1080 } }],
    ['a model that has none of them', 'plain', {}],
    ['an alias', 'plain-alias', {}],
    ['a model only the router knows', 'elsewhere', {}],
  ])('gives the documented defaults to %s', (_name, model, expected) => {
    expect(toCreateVideo({ image: IMAGE, model }, MODELS).request).toEqual({ model, ...expected });
  });

  it('takes the defaults of the default model when none is named', () => {
    expect(toCreateVideo({ image: IMAGE }, MODELS).request).toMatchObject({ model: '', fps: 30 });
  });

  it('does not invent motion for a video without an image, nor a size beside a shape', () => {
    const body = { model: 'rich', prompt: 'a', aspect_ratio: '9:16' };
    expect(toCreateVideo(body, MODELS).request).toEqual({
      model: 'rich',
      prompt: 'a',
      aspectRatio: '9:16',
      fps: 30,
    });
  });

  it.each(Object.entries(NATIVE_REQUESTS))('accepts the documented example %s', (_name, body) => {
    const sandbox = listed(
      { id: 'sandbox', modes: ['text-to-video', 'image-to-video'] },
      { isDefault: true },
    );
    expect(toCreateVideo(body, [sandbox]).warnings).toEqual([]);
  });

  it('reads exactly the documented fields', () => {
    const read = new Set<string>();
    const body = new Proxy<Record<string, unknown>>(
      { image: IMAGE },
      {
        getOwnPropertyDescriptor(target, name) {
          read.add(String(name));
          return Reflect.getOwnPropertyDescriptor(target, name);
        },
      },
    );
    toCreateVideo(body, MODELS);
    const documented = Reflect.getMetadata(
      'swagger/apiModelPropertiesArray',
      NativeGenerateVideoDto.prototype,
    ) as string[];
    expect([...read].sort()).toEqual(documented.map((name) => name.slice(1)).sort());
  });

  it('names every unknown field in a warning', () => {
    const { warnings } = toCreateVideo({ image: IMAGE, quality: 'high', style: 1 }, MODELS);
    expect(warnings?.map(({ field }) => field)).toEqual(['quality', 'style']);
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'image'],
    ['a prompt without a model', { prompt: 'a' }, 'image'],
    ['a prompt for a model that needs an image', { prompt: 'a', model: 'plain' }, 'image'],
    ['a blank image', { image: '  ', prompt: 'a' }, 'image'],
    ['neither image nor prompt for a model that takes text', { model: 'rich' }, 'prompt'],
  ])('asks for what is missing: %s', (_name, body, param) => {
    expect(refusal(() => toCreateVideo(body, MODELS))).toMatchObject({
      code: 'missing_required_parameter',
      param,
    });
  });

  it('leaves an unknown model to the router', () => {
    expect(toCreateVideo({ prompt: 'a', model: 'elsewhere' }, MODELS).request.model).toBe('elsewhere');
  });

  it.each<[string, unknown, string?]>([
    ['image', 42],
    ['image', { file_id: 'file-1' }, 'image.file_id'],
    ['last_frame', true],
    ['reference_images', Array<string>(9).fill(IMAGE)],
    ['reference_images', [IMAGE, 5], 'reference_images[1]'],
    ['source_video', []],
    ['prompt', 5],
    ['prompt', 'x'.repeat(32_001)],
    ['prompt', 'a\u0000b'],
    ['negative_prompt', {}],
    ['duration', 0.5],
    ['duration', 10.5],
    ['duration', 'long'],
    ['duration', -1],
    ['fps', 23],
    ['fps', 61],
    ['fps', 29.97],
    ['resolution', '3840x2160'],
    ['resolution', '1920x1920'],
    ['resolution', '0x0'],
    ['resolution', 'big'],
    ['aspect_ratio', '16-9'],
    ['motion_strength', -0.1],
    ['motion_strength', 1.1],
    ['camera_motion', 'spin'],
    ['camera_motion', 'constructor'],
    ['optimize_prompt', 'maybe'],
    ['model', 7],
    ['seed', -1],
    ['seed', 4_294_967_296],
    ['count', 0],
    ['count', 11],
    ['audio', 'loud'],
    ['strict', 2],
    ['external_id', 'x'.repeat(256)],
    ['metadata', 'text'],
    ['metadata', JSON.parse('{"__proto__":{"a":1}}')],
    ['provider_options', [1]],
  ])('refuses %s = %j', (field, value, param = field) => {
    const {
      code,
      param: named,
      message,
    } = refusal(() => toCreateVideo({ image: IMAGE, [field]: value }, MODELS));
    expect(['invalid_parameter', 'not_supported']).toContain(code);
    expect(named).toBe(param);
    expect(message.startsWith(param)).toBe(true);
  });

  it.each([['1080x1920'], ['1280*720'], ['720p']])('takes the resolution %s', (resolution) => {
    const { request } = toCreateVideo({ image: IMAGE, resolution }, MODELS);
    expect(request.size ?? request.resolution).toBeDefined();
  });
});

describe('native query → TaskQuery', () => {
  it('reads every filter', () => {
    expect(
      toTaskQuery({
        status: 'pending, failed',
        kind: 'generate',
        model: 'sandbox',
        dialect: 'openai',
        external_id: 'mine',
        created_after: '2026-01-11T10:30:00Z',
        created_before: '2026-01-12',
        after: 'vid_1',
        order: 'asc',
        limit: '5',
      }),
    ).toEqual({
      status: ['queued', 'failed', 'stalled'],
      kind: 'generate',
      model: 'sandbox',
      dialect: 'openai',
      externalId: 'mine',
      createdAfter: '2026-01-11T10:30:00.000Z',
      createdBefore: '2026-01-12T00:00:00.000Z',
      after: 'vid_1',
      order: 'asc',
      limit: 5,
    });
  });

  it('asks for twenty of everything by default', () => {
    expect(toTaskQuery({})).toEqual({ limit: 20 });
  });

  it.each<[string, unknown]>([
    ['status', 'queued'],
    ['status', ['pending', 'failed']],
    ['created_after', 'yesterday'],
    ['order', 'up'],
    ['limit', '0'],
    ['limit', '101'],
    ['after', 'x'.repeat(65)],
  ])('refuses %s = %j', (field, value) => {
    expect(refusal(() => toTaskQuery({ [field]: value }))).toMatchObject({ param: field });
  });
});
