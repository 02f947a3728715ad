import { CAMERA_TYPES } from './kling-legacy';
import { cameraProblem } from './kling-camera';
import { KLING_DESCRIPTOR } from './kling-descriptor';
import { findKlingModel, KLING_MODELS } from './kling-models';

describe('the model table', () => {
  it('is plain data with unique names', () => {
    expect(JSON.parse(JSON.stringify(KLING_DESCRIPTOR))).toEqual(KLING_DESCRIPTOR);
    const names = KLING_DESCRIPTOR.models.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9._-]+$/.test(name))).toEqual([]);
  });

  it.each(KLING_MODELS)('$descriptor.id can be asked for by every name', (model) => {
    const { id, aliases = [] } = model.descriptor;
    for (const name of [id, ...aliases]) expect(findKlingModel(name)).toBe(model);
    expect(model.legacy ?? model.current).toBeDefined();
  });

  it.each(KLING_MODELS.filter(({ legacy }) => legacy?.modes))(
    '$descriptor.id has a quality for every resolution it lists',
    ({ descriptor, legacy }) => {
      expect(Object.keys(legacy?.modes ?? {})).toEqual(descriptor.resolutions);
    },
  );

  it.each(KLING_MODELS.filter(({ legacy }) => legacy))('$descriptor.id: roles and kinds agree', (model) => {
    const { modes, inputs = {} } = model.descriptor;
    expect('last_frame' in inputs).toBe(modes.includes('first-last-frame'));
    expect('reference' in inputs).toBe(modes.includes('reference-to-video'));
    expect(model.legacy?.lastFrame !== undefined).toBe(modes.includes('first-last-frame'));
    expect(model.legacy?.kinds.includes('text2video')).toBe(modes.includes('text-to-video'));
    expect(model.legacy?.kinds.includes('video-extend')).toBe(modes.includes('video-extend'));
  });
});

describe('cameraProblem', () => {
  it.each([
    [{ type: 'down_back' }, undefined],
    [{ type: 'simple', config: { horizontal: 0, pan: -10 } }, undefined],
    [{ type: 'simple', config: { zoom: 10.5 } }, /-10 to 10/],
    [{ type: 'simple', config: { zoom: 1, pan: 1 } }, /exactly one/],
    [{ type: 'simple', config: { zoom: 0 } }, /exactly one/],
    [{ type: 'simple', config: { spin: 1 } }, /config\.spin/],
    [{ type: 'simple' }, /needs a config/],
    [{ type: 'down_back', config: { zoom: 1 } }, /only with type simple/],
    [{ type: 'orbit' }, new RegExp(CAMERA_TYPES.join(', '))],
    ['simple', /must be an object/],
  ])('%j', (value, pattern) => {
    const problem = cameraProblem(value);
    if (pattern === undefined) expect(problem).toBeUndefined();
    else expect(problem).toMatch(pattern);
  });
});
