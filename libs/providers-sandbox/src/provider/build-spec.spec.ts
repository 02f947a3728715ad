import type { ResolvedVideoRequest, VideoInput } from '@onereel/core';
import { SANDBOX_MODEL } from '../wire/sandbox-descriptor';
import { buildSpec } from './build-spec';

const image: VideoInput = { role: 'first_frame', source: { kind: 'url', url: 'https://example.com/a.png' } };

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

  it('moves over a picture when there is one', () => {
    expect(buildSpec(request({ prompt: undefined, inputs: [image] }), 0)).toMatchObject({
      image,
      spec: { mode: 'image-to-video', prompt: '' },
    });
  });

  it.each(['pan', 'tilt'] as const)('warns that a title does not %s', (cameraMotion) => {
    expect(buildSpec(request({ cameraMotion }), 0).warnings).toEqual([
      expect.objectContaining({ kind: 'unsupported', field: 'cameraMotion' }),
    ]);
  });

  it('warns of nothing that it does', () => {
    const fields = { seed: 1, audio: false, motionStrength: 1, cameraMotion: 'tilt' as const, count: 1 };
    expect(buildSpec(request({ ...fields, inputs: [image] }), 0).warnings).toEqual([]);
  });
});
