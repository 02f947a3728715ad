import type { ResolvedVideoRequest, VideoInput } from '@onereel/core';
import { SANDBOX_MODEL } from '../wire/sandbox-descriptor';
import { buildSpec } from './build-spec';

const image: VideoInput = { role: 'first_frame', source: { kind: 'url', url: 'https://example.com/a.png' } };
const last: VideoInput = { role: 'last_frame', source: { kind: 'url', url: 'https://example.com/b.png' } };

const request = (fields: Partial<ResolvedVideoRequest> = {}): ResolvedVideoRequest => ({
  model: 'sandbox',
  resolvedModel: SANDBOX_MODEL,
  prompt: ' A boat ',
  inputs: [],
  ...fields,
});

describe('buildSpec', () => {
  it('fills in the documented defaults', () => {
    expect(buildSpec(request(), 42)).toEqual({
      spec: {
        mode: 'text-to-video',
        prompt: 'A boat',
        size: { width: 1280, height: 720 },
        rate: '30/1',
        frames: 150,
        seed: 42,
        audio: true,
        motion: 'zoom',
        strength: 0.5,
      },
      warnings: [],
    });
  });

  it.each([
    [{ fps: 24, durationSeconds: 1.5 }, '24/1', 36],
    [{ fps: 29.97, durationSeconds: 10 }, '30000/1001', 300],
    [{ fps: 25.5, durationSeconds: 1 }, '25500/1000', 26],
    [{ fps: 60, durationSeconds: 1.25 }, '60/1', 75],
  ])('counts frames exactly: %j', (fields, rate, frames) => {
    expect(buildSpec(request(fields), 0).spec).toMatchObject({ rate, frames });
  });

  it('needs a text or a picture', () => {
    expect(() => buildSpec(request({ prompt: undefined }), 0)).toThrow('prompt is missing');
    expect(buildSpec(request({ prompt: undefined, inputs: [image] }), 0)).toMatchObject({
      image,
      spec: { mode: 'image-to-video', prompt: '' },
    });
  });

  it.each([
    ['durationSeconds', 0.9],
    ['durationSeconds', 10.1],
    ['durationSeconds', Number.NaN],
    ['fps', 23],
    ['fps', 61],
    ['motionStrength', -0.1],
    ['motionStrength', 1.1],
    ['seed', 1.5],
    ['seed', 4_294_967_296],
  ])('refuses %s = %d and names it', (param, value) => {
    expect(() => buildSpec(request({ [param]: value }), 0)).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', param, message: expect.stringContaining(param) }),
    );
  });

  it.each([
    [{ negativePrompt: 'rain' }, 'negativePrompt'],
    [{ enhancePrompt: true }, 'enhancePrompt'],
    [{ upsample: true }, 'upsample'],
    [{ count: 2 }, 'count'],
    [{ cameraMotion: 'pan' as const }, 'cameraMotion'],
    [{ inputs: [last] }, 'inputs'],
  ])('warns of what it ignores: %j', (fields, field) => {
    expect(buildSpec(request(fields), 0).warnings).toEqual([
      expect.objectContaining({ kind: 'unsupported', field }),
    ]);
  });

  it('warns of nothing that it does', () => {
    const fields = { seed: 1, audio: false, motionStrength: 1, cameraMotion: 'tilt' as const, count: 1 };
    expect(buildSpec(request({ ...fields, inputs: [image] }), 0).warnings).toEqual([]);
  });
});
