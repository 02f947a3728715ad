import 'reflect-metadata';
import {
  GatewayError,
  type JsonObject,
  type ListedModel,
  type ModelDescriptor,
  type TaskView,
} from '@onereel/core';
import { OpenAiCreateVideoDto } from './openai.dto';
import { OPENAI_REQUESTS } from './openai.exchanges';
import { type OpenAiCreateCall, toCreateVideo, toRemix, toTaskQuery } from './openai.mapper';

const listed = (model: Partial<ModelDescriptor> & { id: string }): ListedModel => ({
  providerId: model.id,
  provider: { title: model.id },
  model: { vendorModel: model.id, modes: ['text-to-video', 'image-to-video'], supports: {}, ...model },
  configured: true,
  isDefault: model.id === 'sandbox',
  missing: [],
});
const MODELS = [listed({ id: 'sandbox' }), listed({ id: 'many', inputs: { reference: { min: 0, max: 3 } } })];
const URL_VALUE = 'https://example.com/a.png';

const call = (body: unknown, more: Partial<OpenAiCreateCall> = {}): OpenAiCreateCall => ({
  body,
  files: [],
  isForm: false,
  legacy: false,
  ...more,
});
const create = (body: object, more: Partial<OpenAiCreateCall> = {}) =>
  toCreateVideo(call({ prompt: 'a', ...body }, more), MODELS);

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

describe('openai body → CreateVideo', () => {
  it('maps every field', () => {
    const created = create(
      {
        model: 'sandbox',
        seconds: '5',
        size: '1280x720',
        input_reference: URL_VALUE,
        n: 2,
        seed: '7',
        fps: 24,
        aspect_ratio: '16:9',
        negative_prompt: 'b',
        audio: 'true',
        camera_motion: 'pan',
        motion_strength: 0.2,
        enhance_prompt: false,
        user: 'u-1',
        metadata: { shot: '1' },
        strict: true,
        provider_options: { sandbox: { delaySeconds: 1 } },
      },
      { idempotencyKey: 'key-1' },
    );
    expect(created).toEqual({
      dialect: 'openai',
      request: {
        model: 'sandbox',
        prompt: 'a',
        durationSeconds: 5,
        size: { width: 1280, height: 720 },
        count: 2,
        seed: 7,
        fps: 24,
        aspectRatio: '16:9',
        negativePrompt: 'b',
        audio: true,
        cameraMotion: 'pan',
        motionStrength: 0.2,
        enhancePrompt: false,
        providerOptions: { sandbox: { delaySeconds: 1 } },
      },
      inputs: [{ role: 'first_frame', field: 'input_reference', source: { kind: 'url', url: URL_VALUE } }],
      metadata: { shot: '1', user: 'u-1' },
      strict: true,
      idempotencyKey: 'key-1',
      warnings: [],
    });
  });

  it.each<[string, object, object]>([
    ['a number of seconds', { seconds: 5 }, { durationSeconds: 5 }],
    ['duration', { duration: '4' }, { durationSeconds: 4 }],
    ['seconds before duration', { seconds: 4, duration: 8 }, { durationSeconds: 4 }],
    ['pixels with a star', { size: '720*1280' }, { size: { width: 720, height: 1280 } }],
    ['a named size', { size: '1080P' }, { resolution: '1080p' }],
    ['a resolution beside a blank size', { size: '', resolution: '720p' }, { resolution: '720p' }],
    ['the vendor word for sound', { generate_audio: true }, { audio: true }],
    ['fields hidden in metadata', { metadata: { negative_prompt: 'x' } }, { negativePrompt: 'x' }],
    ['fields hidden in JSON metadata', { metadata: '{"seed":3}' }, { seed: 3 }],
    ['the plain field before the hidden one', { seed: 1, metadata: { seed: 3 } }, { seed: 1 }],
  ])('reads %s', (_name, body, expected) => {
    expect(create(body).request).toEqual({ model: '', prompt: 'a', ...expected });
  });

  it.each<[string, object, object]>([
    ['a URL', { input_reference: URL_VALUE }, { kind: 'url', url: URL_VALUE }],
    ['an object', { input_reference: { image_url: URL_VALUE } }, { kind: 'url', url: URL_VALUE }],
    ['JSON text', { input_reference: `{"image_url":"${URL_VALUE}"}` }, { kind: 'url', url: URL_VALUE }],
    ['base64', { input_reference: 'AAAA' }, { kind: 'inline', data: 'AAAA' }],
    ['the alias image', { image: 'AAAA' }, { kind: 'inline', data: 'AAAA' }],
    ['the alias images', { images: ['AAAA'] }, { kind: 'inline', data: 'AAAA' }],
  ])('takes an image as %s', (_name, body, source) => {
    expect(create(body).inputs).toMatchObject([{ role: 'first_frame', source }]);
  });

  it('takes uploaded files by any of the names', () => {
    const files = [{ name: 'images', field: 'images[]', path: '/tmp/1' }];
    expect(create({}, { files }).inputs).toEqual([
      { role: 'first_frame', field: 'images[]', source: { kind: 'file', path: '/tmp/1' } },
    ]);
  });

  it('reads the documented fields and their aliases, nothing else', () => {
    const documented = (
      Reflect.getMetadata('swagger/apiModelPropertiesArray', OpenAiCreateVideoDto.prototype) as string[]
    ).map((name) => name.slice(1));
    const aliases = ['duration', 'image', 'images', 'generate_audio'];
    const body = Object.fromEntries([...documented, ...aliases].map((name) => [name, null]));
    const { warnings } = create({ ...body, prompt: 'a', unknown: 1 });
    expect(warnings?.map(({ field }) => field)).toEqual(['unknown']);
  });

  it('gives one image to a model without a first frame as a reference', () => {
    expect(create({ model: 'many', image: 'AAAA' }).inputs).toMatchObject([{ role: 'reference' }]);
  });

  it.each([
    ['many', ['reference', 'reference']],
    ['sandbox', ['first_frame', 'reference']],
  ])('gives two images to %s as %j', (model, roles) => {
    const { inputs } = create({ model, images: [URL_VALUE, 'AAAA'] });
    expect(inputs.map(({ role }) => role)).toEqual(roles);
  });

  it('keeps unknown fields in the metadata and warns about them', () => {
    const { metadata, warnings } = create({ style: '3', mask: 'x'.repeat(2000) }, { isForm: true });
    expect(metadata).toEqual({ style: 3 });
    expect(warnings?.map(({ field }) => field)).toEqual(['style', 'mask']);
  });

  it('reads numbers inside the free objects of forms', () => {
    const provider_options = { sandbox: { delaySeconds: '1.5', simulate: 'failed', on: 'true' } };
    expect(create({ provider_options }, { isForm: true }).request.providerOptions).toEqual({
      sandbox: { delaySeconds: 1.5, simulate: 'failed', on: true },
    });
    expect(create({ provider_options }).request.providerOptions).toEqual(provider_options);
  });

  it('remembers the older vocabulary on the task', () => {
    expect(create({}, { legacy: true }).dialect).toBe('openai-legacy');
  });

  it.each(Object.entries(OPENAI_REQUESTS))('accepts the documented example %s', (_name, body) => {
    expect(toCreateVideo(call(body), MODELS).warnings).toEqual([]);
  });

  it.each([[{}], [{ prompt: '' }], [{ prompt: '   ' }], [{ prompt: null }]])(
    'asks for the prompt: %j',
    (body) => {
      expect(refusal(() => toCreateVideo(call(body), MODELS))).toMatchObject({
        code: 'missing_required_parameter',
        param: 'prompt',
      });
    },
  );

  it.each([[undefined], [null], ['text'], [[]]])('refuses the body %j', (body) => {
    expect(refusal(() => toCreateVideo(call(body), MODELS)).code).toBe('invalid_request');
  });

  it.each<[string, unknown, string?]>([
    ['prompt', 5],
    ['prompt', 'x'.repeat(32_001)],
    ['prompt', 'a\u0000b'],
    ['model', {}],
    ['seconds', 0],
    ['seconds', 'four'],
    ['seconds', 301],
    ['seconds', [4]],
    ['size', 'large'],
    ['size', '1280x'],
    ['size', 720],
    ['resolution', 'HD'],
    ['input_reference', 5],
    ['input_reference', { file_id: 'file-1' }, 'input_reference.file_id'],
    ['input_reference', { url: 7 }],
    ['images', Array<string>(9).fill('AAAA')],
    ['images', ['AAAA', 5], 'images[1]'],
    ['n', 0],
    ['n', 1.5],
    ['seed', -1],
    ['fps', 0],
    ['aspect_ratio', 'wide'],
    ['negative_prompt', 5],
    ['audio', 'loud'],
    ['camera_motion', 'spin'],
    ['motion_strength', 2],
    ['enhance_prompt', 'perhaps'],
    ['user', 'x'.repeat(256)],
    ['metadata', 'text'],
    ['metadata', { constructor: 1 }],
    ['strict', 'very'],
    ['provider_options', 'fast'],
  ])('refuses %s = %j', (field, value, param = field) => {
    const { code, param: named, message } = refusal(() => create({ [field]: value }));
    expect(['invalid_parameter', 'not_supported']).toContain(code);
    expect(named).toBe(param);
    expect(message.startsWith(param)).toBe(true);
  });

  it('refuses files under other names', () => {
    const files = [{ name: 'mask', field: 'mask', path: '/tmp/1' }];
    expect(refusal(() => create({}, { files }))).toMatchObject({ code: 'invalid_parameter', param: 'mask' });
  });
});

describe('remix', () => {
  const source = (request: JsonObject, status: TaskView['status'] = 'completed'): TaskView =>
    ({ id: 'vid_1', status, resolvedModel: 'sandbox', request }) as TaskView;

  it('keeps the shape of the source and takes the new prompt', () => {
    const request = {
      model: 'x',
      prompt: 'old',
      seed: 5,
      durationSeconds: 4,
      size: { width: 64, height: 64 },
      inputs: [],
    };
    expect(toRemix({ prompt: 'new' }, source(request), { legacy: false })).toEqual({
      dialect: 'openai',
      request: { model: '', prompt: 'new', durationSeconds: 4, size: { width: 64, height: 64 } },
      inputs: [],
      remixedFrom: 'vid_1',
      metadata: {},
      warnings: [],
    });
  });

  it.each<[string, object, TaskView['status'], string]>([
    ['a missing prompt', {}, 'completed', 'prompt'],
    ['an unfinished source', { prompt: 'new' }, 'processing', 'video_id'],
    ['a failed source', { prompt: 'new' }, 'failed', 'video_id'],
  ])('refuses %s', (_name, body, status, param) => {
    expect(refusal(() => toRemix(body, source({}, status), { legacy: false })).param).toBe(param);
  });
});

describe('openai query → TaskQuery', () => {
  it('pages newest first by default', () => {
    expect(toTaskQuery({})).toEqual({ kind: 'generate', order: 'desc', limit: 20 });
    expect(toTaskQuery({ after: 'vid_1', order: 'asc', limit: '2' })).toEqual({
      kind: 'generate',
      after: 'vid_1',
      order: 'asc',
      limit: 2,
    });
  });

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', 'all'],
    ['order', 'up'],
    ['after', ['a', 'b']],
  ])('refuses %s = %j', (field, value) => {
    expect(refusal(() => toTaskQuery({ [field]: value }))).toMatchObject({ param: field });
  });
});
