import { ErrorCode, GatewayError, JsonObject, ResolvedVideoRequest } from '@onereel/core';
import { findJimengModel } from '../wire/jimeng-models';
import { buildArkRequest } from './build-ark-request';
import { buildVisualRequest } from './build-visual-request';
import { ReadInput } from './read-images';

type Asked = Partial<ResolvedVideoRequest> & { readonly options?: JsonObject; readonly images?: ReadInput[] };

const A: ReadInput = { role: 'first_frame', url: 'https://a.example/a.png' };
const B: ReadInput = { role: 'last_frame', url: 'https://a.example/b.png' };
const INLINE: ReadInput = { role: 'first_frame', inline: { data: 'AAAA', mediaType: 'image/png' } };

function requestOf(model: string, { options, images: _images, ...asked }: Asked): ResolvedVideoRequest {
  const row = findJimengModel(model);
  if (!row) throw new Error(`no model ${model}`);
  return {
    model,
    prompt: 'a boat',
    inputs: [],
    resolvedModel: row.descriptor,
    ...(options && { providerOptions: { jimeng: options } }),
    ...asked,
  };
}
const visual = (asked: Asked = {}, model = 'jimeng-3.0') => {
  const traits = findJimengModel(model)?.visual;
  if (!traits) throw new Error(`${model} is not visual`);
  return buildVisualRequest(requestOf(model, asked), traits, asked.images ?? []);
};
const ark = (asked: Asked = {}, model = 'seedance-1-5-pro', endpoint?: string) => {
  const traits = findJimengModel(model)?.ark;
  if (!traits) throw new Error(`${model} is not Ark's`);
  return buildArkRequest(requestOf(model, asked), traits, asked.images ?? [], endpoint);
};
const fields = (built: { warnings: readonly { field?: string }[] }) =>
  built.warnings.map(({ field }) => field);
const refusal = (act: () => unknown): [ErrorCode, string | undefined] => {
  try {
    act();
  } catch (error) {
    if (GatewayError.isInstance(error)) return [error.code, error.param];
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the visual API', () => {
  it.each<[string, Asked, JsonObject]>([
    ['text', {}, { req_key: 'jimeng_t2v_v30', prompt: 'a boat', frames: 121 }],
    [
      'all it has words for',
      { durationSeconds: 10, aspectRatio: '21:9', resolution: '1080p', seed: 7 },
      { req_key: 'jimeng_t2v_v30_1080p', prompt: 'a boat', seed: 7, frames: 241, aspect_ratio: '21:9' },
    ],
    [
      'a first frame without words',
      { images: [A], prompt: undefined },
      { req_key: 'jimeng_i2v_first_v30', frames: 121, image_urls: [A.url ?? ''] },
    ],
    [
      'bytes',
      { images: [INLINE], resolution: '1080p' },
      { req_key: 'jimeng_i2v_first_v30_1080', prompt: 'a boat', frames: 121, binary_data_base64: ['AAAA'] },
    ],
    [
      'frames in the order of the vendor',
      { images: [B, A] },
      {
        req_key: 'jimeng_i2v_first_tail_v30',
        prompt: 'a boat',
        frames: 121,
        image_urls: [A.url ?? '', B.url ?? ''],
      },
    ],
    [
      'a camera move',
      { images: [A], cameraMotion: 'tilt' },
      {
        req_key: 'jimeng_i2v_recamera_v30',
        prompt: 'a boat',
        frames: 121,
        image_urls: [A.url ?? ''],
        template_id: 'crane_push',
      },
    ],
    [
      'options before what they stand for',
      {
        images: [A],
        cameraMotion: 'zoom',
        motionStrength: 1,
        options: { template_id: 'robo_arm', camera_strength: 'weak', frames: 241 },
      },
      {
        req_key: 'jimeng_i2v_recamera_v30',
        prompt: 'a boat',
        frames: 241,
        image_urls: [A.url ?? ''],
        template_id: 'robo_arm',
        camera_strength: 'weak',
      },
    ],
    [
      'a product of its own kind',
      { images: [A], options: { req_key: 'pippit_iv2v_cvtob', fields: { style: 'x' } } },
      { req_key: 'pippit_iv2v_cvtob', prompt: 'a boat', image_urls: [A.url ?? ''], style: 'x' },
    ],
  ])('%s', (_name, asked, body) => {
    const built = visual(asked);
    expect([built.body, built.warnings]).toEqual([body, []]);
  });

  it.each([
    [0.2, 'weak'],
    [0.34, 'medium'],
    [0.9, 'strong'],
  ])('motionStrength %d is %s', (motionStrength, strength) => {
    expect(visual({ images: [A], cameraMotion: 'pan', motionStrength }).body).toMatchObject({
      template_id: 'clockwise_swivel',
      camera_strength: strength,
    });
  });

  it.each<[string, Asked, string, RegExp]>([
    ['English', { negativePrompt: 'rain' }, 'negativePrompt', /a boat\. Avoid: rain/],
    ['Chinese', { prompt: '纸船', negativePrompt: '雨' }, 'negativePrompt', /避免出现：雨/],
    ['a still camera', { cameraMotion: 'static' }, 'cameraMotion', /fixed camera/],
    [
      'a move in 1080p',
      { images: [A], cameraMotion: 'zoom', resolution: '1080p' },
      'cameraMotion',
      /pushes in/,
    ],
    ['strength alone', { motionStrength: 0.1 }, 'motionStrength', /gentle/],
  ])('says in words: %s', (_name, asked, field, prompt) => {
    const built = visual(asked);
    expect(String(built.body.prompt)).toMatch(prompt);
    expect(fields(built)).toEqual([field]);
  });

  it('leaves out what does not fit into the prompt', () => {
    const built = visual({ prompt: 'x'.repeat(795), negativePrompt: 'rain' });
    expect([String(built.body.prompt).length, fields(built)]).toEqual([795, ['negativePrompt']]);
  });

  it('gives a shape to videos from text only, and ignores moves without a picture', () => {
    expect(fields(visual({ images: [A], aspectRatio: '1:1' }))).toEqual(['aspectRatio']);
    expect(fields(visual({ options: { template_id: 'handheld', nothing: 1 } }))).toEqual([
      'providerOptions.jimeng.nothing',
      'providerOptions.jimeng.template_id',
    ]);
  });

  it('keeps what goes with questions apart', () => {
    const aigc_meta = { content_producer: 'me', producer_id: 'job-1' };
    expect(visual({ options: { aigc_meta } })).toMatchObject({ aigcMeta: aigc_meta, body: { frames: 121 } });
  });

  it.each<[string, Asked, string, ErrorCode, string]>([
    ['a last frame alone', { images: [B] }, 'jimeng-3.0', 'missing_required_parameter', 'inputs.first_frame'],
    ['no words and no picture', { prompt: undefined }, 'jimeng-3.0', 'missing_required_parameter', 'prompt'],
    [
      'frames of no length',
      { options: { frames: 100 } },
      'jimeng-3.0',
      'invalid_parameter',
      'providerOptions.jimeng.frames',
    ],
    [
      'a template of no camera',
      { options: { template_id: 'x' } },
      'jimeng-3.0',
      'invalid_parameter',
      'providerOptions.jimeng.template_id',
    ],
    [
      'fields that are decided here',
      { options: { fields: { callback_url: 'x' } } },
      'jimeng-3.0',
      'invalid_parameter',
      'providerOptions.jimeng.fields',
    ],
    [
      'a text key with a picture',
      { images: [A], options: { req_key: 'jimeng_t2v_v30' } },
      'jimeng-3.0',
      'unsupported_parameter',
      'inputs',
    ],
    [
      'a move without a name',
      { images: [A] },
      'jimeng_i2v_recamera_v30',
      'missing_required_parameter',
      'providerOptions.jimeng.template_id',
    ],
  ])('refuses %s', (_name, asked, model, code, param) => {
    expect(refusal(() => visual(asked, model))).toEqual([code, param]);
  });
});

describe('Ark', () => {
  it('has fields of its own for most of it', () => {
    const options = { watermark: false, service_tier: 'flex', safety_identifier: 'u1' };
    const built = ark({
      images: [INLINE, B],
      durationSeconds: 8,
      aspectRatio: '9:16',
      resolution: '720p',
      seed: 1,
      audio: false,
      cameraMotion: 'static',
      options,
    });
    expect(built.body).toEqual({
      model: 'doubao-seedance-1-5-pro-251215',
      content: [
        { type: 'text', text: 'a boat' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' }, role: 'first_frame' },
        { type: 'image_url', image_url: { url: B.url }, role: 'last_frame' },
      ],
      resolution: '720p',
      ratio: '9:16',
      duration: 8,
      seed: 1,
      camera_fixed: true,
      generate_audio: false,
      ...options,
    });
    expect(built.warnings).toEqual([]);
  });

  it('takes the endpoint of the account, and before it that of the request', () => {
    expect(ark({}, 'seedance-2-0', 'ep-1').body.model).toBe('ep-1');
    expect(ark({ options: { model: 'ep-2' } }, 'seedance-2-0', 'ep-1').body.model).toBe('ep-2');
  });

  it('takes videos as references, and says moves in words', () => {
    const video: ReadInput = { role: 'source_video', url: 'https://a.example/v.mp4' };
    const built = ark({ images: [video], cameraMotion: 'pan', negativePrompt: 'rain' }, 'seedance-2-0');
    expect(built.body.content).toContainEqual({
      type: 'video_url',
      video_url: { url: video.url },
      role: 'reference_video',
    });
    expect(fields(built)).toEqual(['cameraMotion', 'negativePrompt']);
  });

  it('counts frames instead of seconds when told to', () => {
    expect(ark({ durationSeconds: 5, options: { frames: 57 } }).body).toMatchObject({ frames: 57 });
    expect(ark({ durationSeconds: 5, options: { frames: 57 } }).body.duration).toBeUndefined();
  });

  it('refuses frames beside references, and a last frame alone', () => {
    const reference: ReadInput = { role: 'reference', url: 'https://a.example/r.png' };
    expect(refusal(() => ark({ images: [A, reference] }, 'seedance-2-0'))).toEqual([
      'invalid_parameter',
      'inputs',
    ]);
    expect(refusal(() => ark({ images: [B] }))).toEqual(['missing_required_parameter', 'inputs.first_frame']);
  });
});
