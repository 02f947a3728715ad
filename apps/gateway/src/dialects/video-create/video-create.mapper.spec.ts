import type { ListedModel, ModelDescriptor } from '@onereel/core';
import { VIDEO_CREATE_REQUESTS } from './video-create.exchanges';
import { toCreateVideo, toTaskId } from './video-create.mapper';
import { VIDEO_CREATE_MODELS } from './video-create.models';

const listed = (id: string, references: number): ListedModel => ({
  providerId: 'acme',
  provider: { title: 'Acme' },
  configured: true,
  missing: [],
  model: {
    id,
    vendorModel: id,
    modes: ['image-to-video'],
    inputs: { first_frame: { min: 0, max: 1 }, reference: { min: 0, max: references } },
    supports: {},
  } as ModelDescriptor,
});
const MODELS = [listed('acme-one', 0), listed('acme-many', 4)];
const URLS = [1, 2, 3, 4].map((n) => `https://example.com/${n}.png`);

const create = (body: object) => toCreateVideo(body, MODELS);
const rolesOf = (body: object) => create(body).inputs.map(({ role }) => role);
const refusal = (body: object): { code: string; param?: string; message: string } => {
  try {
    create(body);
  } catch (error) {
    return error as { code: string; param?: string; message: string };
  }
  throw new Error('was accepted');
};

describe('body → CreateVideo (video-create)', () => {
  it('reads the documented example', () => {
    expect(toCreateVideo(VIDEO_CREATE_REQUESTS.textToVideo, MODELS, 'key')).toEqual({
      dialect: 'video-create',
      request: {
        model: 'veo3',
        prompt: VIDEO_CREATE_REQUESTS.textToVideo.prompt,
        enhancePrompt: true,
        aspectRatio: '16:9',
      },
      inputs: [],
      idempotencyKey: 'key',
      warnings: [],
    });
  });

  it('documents eleven models', () => {
    expect(VIDEO_CREATE_MODELS.map(({ name }) => name)).toEqual([
      'veo2',
      'veo2-fast',
      'veo2-pro',
      'veo2-fast-frames',
      'veo2-fast-components',
      'veo3',
      'veo3-fast',
      'veo3-pro',
      'veo3-pro-frames',
      'veo3.1',
      'veo3.1-fast',
    ]);
  });

  it.each(VIDEO_CREATE_MODELS.map((model) => [model.name, model] as const))(
    '%s takes aspect_ratio and images as documented',
    (name, { aspectRatio, images }) => {
      const body = { model: name, prompt: 'a' };
      expect(rolesOf({ ...body, images: URLS.slice(0, images.length) })).toEqual(images);
      expect(refusal({ ...body, images: URLS.slice(0, images.length + 1) })).toMatchObject({
        param: 'images',
        message: expect.stringContaining(name),
      });
      expect(name.startsWith('veo3')).toBe(aspectRatio);
      if (aspectRatio) {
        expect(create({ ...body, aspect_ratio: '9:16' }).request.aspectRatio).toBe('9:16');
        expect(refusal({ ...body, aspect_ratio: '1:1' })).toMatchObject({ code: 'invalid_parameter' });
      } else {
        expect(refusal({ ...body, aspect_ratio: '16:9' })).toMatchObject({
          code: 'unsupported_parameter',
          param: 'aspect_ratio',
        });
      }
    },
  );

  it.each<[string, object, string[]]>([
    ['one image', { model: 'acme-many', images: [URLS[0]] }, ['first_frame']],
    ['one image that is no list', { model: 'acme-many', images: URLS[0] }, ['first_frame']],
    [
      'several, where references are taken',
      { model: 'acme-many', images: URLS.slice(0, 2) },
      ['reference', 'reference'],
    ],
    [
      'several, where they are not',
      { model: 'acme-one', images: URLS.slice(0, 2) },
      ['first_frame', 'reference'],
    ],
    ['none', { model: 'acme-one', images: [] }, []],
  ])('leaves other models to their own limits: %s', (_name, body, roles) => {
    expect(rolesOf({ prompt: 'a', aspect_ratio: '21:9', ...body })).toEqual(roles);
  });

  it('names images by their place', () => {
    const { inputs } = create({ ...VIDEO_CREATE_REQUESTS.frames });
    expect(inputs.map(({ field }) => field)).toEqual(['images[0]', 'images[1]']);
  });

  it('warns about fields it does not know', () => {
    const { warnings } = create({ model: 'veo3', prompt: 'a', watermark: true, images: null });
    expect(warnings).toEqual([{ field: 'watermark', message: expect.stringContaining('watermark') }]);
  });

  it.each<[string, object, string, string]>([
    ['no model', { prompt: 'a' }, 'missing_required_parameter', 'model'],
    ['no prompt', { model: 'veo3' }, 'missing_required_parameter', 'prompt'],
    ['a blank prompt', { model: 'veo3', prompt: ' ' }, 'missing_required_parameter', 'prompt'],
    [
      'a switch in words',
      { model: 'veo3', prompt: 'a', enhance_prompt: 'please' },
      'invalid_parameter',
      'enhance_prompt',
    ],
    [
      'a number as image',
      { model: 'veo3-pro-frames', prompt: 'a', images: [5] },
      'invalid_parameter',
      'images[0]',
    ],
  ])('refuses %s', (_name, body, code, param) => {
    expect(refusal(body)).toMatchObject({ code, param });
  });
});

describe('query → task id', () => {
  it('reads it, or says that it is missing', () => {
    expect(toTaskId({ id: 'veo3:1-a' })).toBe('veo3:1-a');
    expect(() => toTaskId({})).toThrow(/id is required/);
    expect(() => toTaskId({ id: ['a', 'b'] })).toThrow(/id must be a string/);
  });
});
