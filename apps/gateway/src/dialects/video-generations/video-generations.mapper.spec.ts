import type { ListedModel, ModelDescriptor } from '@onereel/core';
import { VIDEO_GENERATIONS_REQUESTS } from './video-generations.exchanges';
import { toCreateVideo } from './video-generations.mapper';

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
const MODELS = [listed('one', 0), listed('many', 4)];
const URLS = [1, 2, 3].map((n) => `https://example.com/${n}.png`);

const create = (body: object) => toCreateVideo(body, MODELS);

describe('body → CreateVideo (video-generations)', () => {
  it('reads the documented examples', () => {
    expect(toCreateVideo(VIDEO_GENERATIONS_REQUESTS.textToVideo, MODELS, 'key')).toEqual({
      dialect: 'video-generations',
      request: {
        model: 'sandbox',
        prompt: 'A serene ocean scene with gentle waves',
        durationSeconds: 2,
        size: { width: 640, height: 360 },
        fps: 30,
        seed: 7,
      },
      inputs: [],
      metadata: {},
      idempotencyKey: 'key',
      warnings: [],
    });
    expect(create(VIDEO_GENERATIONS_REQUESTS.imageToVideo)).toMatchObject({
      request: { cameraMotion: 'pan', durationSeconds: 2 },
      inputs: [{ role: 'first_frame', field: 'image', source: { kind: 'inline' } }],
      metadata: { shot: '12a' },
    });
  });

  it.each<[string, object, object]>([
    ['an object', { metadata: { duration: 8, negative_prompt: 'rain' } }, { durationSeconds: 8 }],
    ['text that holds one', { metadata: '{"seed": "9"}' }, { durationSeconds: 5, seed: 9 }],
  ])('lets parameters of metadata win: %s', (_name, more, expected) => {
    expect(create({ prompt: 'a', duration: 5, ...more }).request).toMatchObject(expected);
  });

  it.each<[string, object, object]>([
    ['numbers as text', { duration: '5', n: '2', fps: '24' }, { durationSeconds: 5, count: 2, fps: 24 }],
    ['seconds', { seconds: 4 }, { durationSeconds: 4 }],
    ['a size', { size: '1280x720' }, { size: { width: 1280, height: 720 } }],
    ['a name of a size', { size: '720p' }, { resolution: '720p' }],
    ['no model', {}, { model: '' }],
  ])('reads %s', (_name, body, expected) => {
    const { request, warnings } = create({ prompt: 'a', ...body });
    expect(request).toMatchObject(expected);
    expect(warnings).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['one', { image: URLS[0] }, ['first_frame']],
    [
      'several for a model of references',
      { model: 'many', images: URLS.slice(0, 2) },
      ['reference', 'reference'],
    ],
    ['several for another', { model: 'one', images: URLS.slice(0, 2) }, ['first_frame', 'reference']],
    [
      'first and last',
      { model: 'one', image: URLS[0], metadata: { last_frame: URLS[1] } },
      ['first_frame', 'last_frame'],
    ],
    ['an official reference', { input_reference: { image_url: URLS[0] } }, ['first_frame']],
  ])('reads images: %s', (_name, body, roles) => {
    expect(create(body).inputs.map(({ role }) => role)).toEqual(roles);
  });

  it('keeps user and metadata, warns about what it does not know', () => {
    const { metadata, warnings } = create({
      prompt: 'a',
      user: 'u-1',
      metadata: { style: 'oil' },
      mode: 'pro',
      response_format: 'b64_json',
    });
    expect(metadata).toEqual({ style: 'oil', user: 'u-1' });
    expect(warnings?.map(({ field }) => field)).toEqual(['response_format', 'mode']);
  });

  it.each<[string, object, string]>([
    ['nothing to start from', { model: 'one' }, 'prompt'],
    ['a width alone', { prompt: 'a', width: 640 }, 'height'],
    ['a height alone', { prompt: 'a', height: 360 }, 'width'],
    ['a duration in words', { prompt: 'a', duration: 'long' }, 'duration'],
    ['a list as metadata', { prompt: 'a', metadata: [] }, 'metadata'],
    ['too many images', { image: URLS, images: [...URLS, ...URLS] }, 'images'],
  ])('refuses %s', (_name, body, param) => {
    expect(() => create(body)).toThrow(expect.objectContaining({ param, origin: 'client' }));
  });
});
