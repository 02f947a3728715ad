import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error';
import { ModelDescriptor } from '../provider/provider-descriptor';
import { resolveRequest } from './resolve-request';
import { InputRole, VideoInput, VideoRequest } from './video-request';

const input = (role: InputRole): VideoInput => ({
  role,
  source: { kind: 'url', url: 'https://example.com/a.png' },
});

const menuModel: ModelDescriptor = {
  id: 'menu',
  vendorModel: 'vendor-menu',
  modes: ['text-to-video', 'image-to-video', 'first-last-frame'],
  durations: [5, 10],
  defaultDuration: 5,
  aspectRatios: ['16:9', '9:16', '1:1'],
  resolutions: ['720p', '1080p'],
  inputs: { first_frame: { min: 0, max: 1 }, last_frame: { min: 0, max: 1 } },
  prompt: { required: true, maxLength: 10 },
  supports: { negativePrompt: true, seed: true },
};
const exactModel: ModelDescriptor = {
  id: 'exact',
  vendorModel: 'vendor-exact',
  modes: ['text-to-video', 'image-to-video'],
  durations: { min: 1, max: 10, step: 0.5 },
  maxSize: { width: 1920, height: 1080 },
  fps: { min: 24, max: 60 },
  inputs: { first_frame: { min: 0, max: 1 } },
  maxCount: 4,
  supports: { cameraMotion: true, motionStrength: true, audio: true },
};
const bareModel: ModelDescriptor = {
  id: 'bare',
  vendorModel: 'vendor-bare',
  modes: ['image-to-video', 'reference-to-video'],
  inputs: { reference: { min: 0, max: 3 } },
  supports: {},
};

const resolve = (model: ModelDescriptor, fields: Partial<VideoRequest>, strict = false) =>
  resolveRequest({ model: 'as-asked', prompt: 'a cat', inputs: [], ...fields }, model, { strict });

const errorOf = (work: () => unknown): GatewayError => {
  try {
    work();
  } catch (error) {
    if (GatewayError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('resolve request', () => {
  it.each<[string, ModelDescriptor, Partial<VideoRequest>, Partial<VideoRequest>, string[]]>([
    ['an absent duration becomes the default', menuModel, {}, { durationSeconds: 5 }, []],
    ['an offered duration stays', menuModel, { durationSeconds: 10 }, { durationSeconds: 10 }, []],
    ['4 s moves to 5 s', menuModel, { durationSeconds: 4 }, { durationSeconds: 5 }, ['durationSeconds']],
    ['12 s moves to 10 s', menuModel, { durationSeconds: 12 }, { durationSeconds: 10 }, ['durationSeconds']],
    [
      'of two equally near, the shorter',
      menuModel,
      { durationSeconds: 7.5 },
      { durationSeconds: 5 },
      ['durationSeconds'],
    ],
    ['a step is kept', exactModel, { durationSeconds: 2.5 }, { durationSeconds: 2.5 }, []],
    [
      'between steps moves',
      exactModel,
      { durationSeconds: 2.6 },
      { durationSeconds: 2.5 },
      ['durationSeconds'],
    ],
    [
      'a size becomes shape and resolution',
      menuModel,
      { size: { width: 720, height: 1280 } },
      { aspectRatio: '9:16', resolution: '720p', size: undefined },
      [],
    ],
    [
      '5:4 moves to the nearest shape that is not tall',
      menuModel,
      { aspectRatio: '5:4' },
      { aspectRatio: '1:1' },
      ['aspectRatio'],
    ],
    ['7:4 is near 16:9', menuModel, { aspectRatio: '7:4' }, { aspectRatio: '16:9' }, ['aspectRatio']],
    [
      'an odd size moves in both',
      menuModel,
      { size: { width: 1792, height: 1024 } },
      { aspectRatio: '16:9', resolution: '1080p' },
      ['size', 'size'],
    ],
    [
      'the explicit ratio wins over the size',
      menuModel,
      { size: { width: 1280, height: 720 }, aspectRatio: '1:1' },
      { aspectRatio: '1:1', resolution: '720p' },
      [],
    ],
    ['1080P is 1080p', menuModel, { resolution: '1080P' }, { resolution: '1080p' }, []],
    ['4k moves to 1080p', menuModel, { resolution: '4k' }, { resolution: '1080p' }, ['resolution']],
    [
      '900p is as near to both: the lower',
      menuModel,
      { resolution: '900p' },
      { resolution: '720p' },
      ['resolution'],
    ],
    [
      'exact sizes stay',
      exactModel,
      { size: { width: 1080, height: 1920 } },
      { size: { width: 1080, height: 1920 } },
      [],
    ],
    [
      'shape and resolution become a size',
      exactModel,
      { aspectRatio: '9:16', resolution: '1080p' },
      { size: { width: 1080, height: 1920 }, aspectRatio: undefined },
      [],
    ],
    [
      'a shape alone becomes a size',
      exactModel,
      { aspectRatio: '1:1' },
      { size: { width: 720, height: 720 } },
      [],
    ],
    [
      'a size wins over other words',
      exactModel,
      { size: { width: 640, height: 640 }, aspectRatio: '16:9', resolution: '720p' },
      { size: { width: 640, height: 640 } },
      ['aspectRatio', 'resolution'],
    ],
    ['no frame fields, no frame', exactModel, {}, { size: undefined }, []],
    [
      'nothing selectable',
      bareModel,
      {
        inputs: [input('reference')],
        size: { width: 1, height: 1 },
        aspectRatio: '16:9',
        resolution: '720p',
        durationSeconds: 5,
        fps: 24,
      },
      {
        size: undefined,
        aspectRatio: undefined,
        resolution: undefined,
        durationSeconds: undefined,
        fps: undefined,
      },
      ['aspectRatio', 'durationSeconds', 'fps', 'resolution'],
    ],
    [
      'a size nobody can honor',
      bareModel,
      { inputs: [input('reference')], size: { width: 2, height: 1 } },
      { size: undefined },
      ['size'],
    ],
    [
      'switches that are off need no support',
      menuModel,
      { audio: false, upsample: false, enhancePrompt: false },
      { audio: undefined, upsample: undefined },
      [],
    ],
    [
      'switches that are on do',
      menuModel,
      { audio: true, upsample: true, enhancePrompt: true, cameraMotion: 'pan', motionStrength: 0 },
      { audio: undefined, cameraMotion: undefined },
      ['audio', 'cameraMotion', 'enhancePrompt', 'motionStrength', 'upsample'],
    ],
    [
      'supported extras stay',
      menuModel,
      { negativePrompt: 'rain', seed: 0 },
      { negativePrompt: 'rain', seed: 0 },
      [],
    ],
    [
      'a role the model lacks is dropped beside one it has',
      exactModel,
      { inputs: [input('first_frame'), input('last_frame')] },
      { inputs: [input('first_frame')] },
      ['inputs.last_frame'],
    ],
    [
      'a blank prompt is none',
      exactModel,
      { prompt: '  ', inputs: [input('first_frame')] },
      { prompt: undefined },
      [],
    ],
  ])('%s', (_name, model, fields, expected, warned) => {
    const { request, warnings } = resolve(model, fields);
    expect({ ...request }).toMatchObject(
      Object.fromEntries(Object.entries(expected).filter(([, v]) => v !== undefined)),
    );
    for (const [field, value] of Object.entries(expected))
      if (value === undefined) expect(request).not.toHaveProperty(field);
    expect(warnings.map(({ field }) => field).sort()).toEqual(warned);
    for (const { kind, field, message } of warnings) {
      expect(['unsupported', 'adjusted']).toContain(kind);
      expect(message.length).toBeGreaterThan(10);
      expect(field).toBeDefined();
    }
  });

  it.each<[ModelDescriptor, Partial<VideoRequest>, string, string]>([
    [menuModel, { prompt: undefined }, 'missing_required_parameter', 'prompt'],
    [menuModel, { prompt: ' ', inputs: [input('first_frame')] }, 'missing_required_parameter', 'prompt'],
    [exactModel, { prompt: '' }, 'missing_required_parameter', 'prompt'],
    [menuModel, { prompt: 'x'.repeat(11) }, 'invalid_parameter', 'prompt'],
    [bareModel, {}, 'missing_required_parameter', 'inputs.reference'],
    [bareModel, { inputs: [input('first_frame')] }, 'unsupported_parameter', 'inputs.first_frame'],
    [
      exactModel,
      { inputs: [input('first_frame'), input('first_frame')] },
      'invalid_parameter',
      'inputs.first_frame',
    ],
    [
      { ...menuModel, inputs: { first_frame: { min: 1, max: 1 } } },
      {},
      'missing_required_parameter',
      'inputs.first_frame',
    ],
    [menuModel, { durationSeconds: 16 }, 'invalid_parameter', 'durationSeconds'],
    [menuModel, { durationSeconds: 1 }, 'invalid_parameter', 'durationSeconds'],
    [menuModel, { durationSeconds: 0 }, 'invalid_parameter', 'durationSeconds'],
    [menuModel, { durationSeconds: -5 }, 'invalid_parameter', 'durationSeconds'],
    [menuModel, { durationSeconds: NaN }, 'invalid_parameter', 'durationSeconds'],
    [exactModel, { durationSeconds: 10.5 }, 'invalid_parameter', 'durationSeconds'],
    [exactModel, { durationSeconds: 0.5 }, 'invalid_parameter', 'durationSeconds'],
    [exactModel, { fps: 23 }, 'invalid_parameter', 'fps'],
    [exactModel, { size: { width: 1922, height: 1080 } }, 'invalid_parameter', 'size'],
    [exactModel, { size: { width: 1080.5, height: 1080 } }, 'invalid_parameter', 'size'],
    [exactModel, { aspectRatio: '16:9', resolution: '4k' }, 'invalid_parameter', 'size'],
    [exactModel, { aspectRatio: 'wide' }, 'invalid_parameter', 'aspectRatio'],
    [menuModel, { aspectRatio: '0:9' }, 'invalid_parameter', 'aspectRatio'],
    [{ ...menuModel, aspectRatios: ['16:9'] }, { aspectRatio: '9:16' }, 'invalid_parameter', 'aspectRatio'],
    [
      { ...menuModel, aspectRatios: ['16:9'] },
      { size: { width: 720, height: 1280 } },
      'invalid_parameter',
      'size',
    ],
    [menuModel, { resolution: 'huge' }, 'invalid_parameter', 'resolution'],
    [exactModel, { count: 5 }, 'invalid_parameter', 'count'],
    [exactModel, { count: 1.5 }, 'invalid_parameter', 'count'],
    [menuModel, { count: 2 }, 'invalid_parameter', 'count'],
    [menuModel, { seed: -1 }, 'invalid_parameter', 'seed'],
    [menuModel, { seed: 4_294_967_296 }, 'invalid_parameter', 'seed'],
    [menuModel, { seed: 1.5 }, 'invalid_parameter', 'seed'],
    [exactModel, { motionStrength: 1.1 }, 'invalid_parameter', 'motionStrength'],
  ])('%# refuses %j', (model, fields, code, param) => {
    const error = errorOf(() => resolve(model, fields));
    expect({ code: error.code, param: error.param }).toEqual({ code, param });
    expect(error.message).not.toBe('');
  });

  it('turns every warning into one refusal when strict', () => {
    const error = errorOf(() => resolve(menuModel, { audio: true, durationSeconds: 4 }, true));
    expect(error.code).toBe('unsupported_parameter');
    expect(error.message).toMatch(/durationSeconds.*audio/);
    expect(resolve(menuModel, { durationSeconds: 5 }, true).warnings).toEqual([]);
  });

  it('says what was applied', () => {
    const fields = {
      size: { width: 1280, height: 720 },
      fps: 30,
      durationSeconds: 4,
      count: 2,
      audio: true,
    } as const;
    expect(resolve(exactModel, { ...fields, inputs: [input('first_frame')] }).applied).toEqual({
      model: 'exact',
      mode: 'image-to-video',
      durationSeconds: 4,
      fps: 30,
      count: 2,
      audio: true,
      size: '1280x720',
    });
  });

  it('leaves its arguments alone and settles: resolving the result again changes nothing more', () => {
    const fields = fc.record(
      {
        durationSeconds: fc.double({ min: 0.1, max: 20, noNaN: true }),
        aspectRatio: fc.constantFrom('16:9', '9:16', '1:1', '4:3', '21:9', '7:4'),
        resolution: fc.constantFrom('480p', '720P', '1080', '4k'),
        size: fc.record({
          width: fc.integer({ min: 1, max: 4000 }),
          height: fc.integer({ min: 1, max: 4000 }),
        }),
        fps: fc.integer({ min: 1, max: 120 }),
        seed: fc.integer({ min: 0, max: 9 }),
        audio: fc.boolean(),
        count: fc.integer({ min: 1, max: 5 }),
        inputs: fc.array(fc.constantFrom<InputRole>('first_frame', 'last_frame', 'reference').map(input), {
          maxLength: 3,
        }),
      },
      { requiredKeys: ['inputs'] },
    );
    const models = fc.constantFrom(menuModel, exactModel, bareModel);
    fc.assert(
      fc.property(models, fields, (model, generated) => {
        const asked: VideoRequest = { model: 'm', prompt: 'a cat', ...generated };
        const before = JSON.stringify(asked);
        try {
          const first = resolveRequest(asked, model);
          const again = resolveRequest(first.request, model);
          expect(again.request).toEqual(first.request);
          expect(again.warnings).toEqual([]);
        } catch (error) {
          if (!GatewayError.isInstance(error)) throw error;
        }
        expect(JSON.stringify(asked)).toBe(before);
      }),
      { numRuns: 1000 },
    );
  });
});
