import { JIMENG_DESCRIPTOR } from './jimeng-descriptor';
import { findJimengModel, JIMENG_MODELS } from './jimeng-models';
import { framesOf, REQ_KEYS, secondsOf } from './req-key-table';

describe('the model table', () => {
  it('is plain data with unique names', () => {
    expect(JSON.parse(JSON.stringify(JIMENG_DESCRIPTOR))).toEqual(JIMENG_DESCRIPTOR);
    const names = JIMENG_DESCRIPTOR.models.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('can be asked for every product by its key', () => {
    const names = JIMENG_DESCRIPTOR.models.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(Object.keys(REQ_KEYS).filter((key) => !names.includes(key))).toEqual([]);
  });

  it.each(JIMENG_MODELS.filter(({ visual }) => visual))(
    '$descriptor.id: keys, modes and resolutions agree',
    ({ descriptor, visual }) => {
      const rows = (visual?.reqKeys ?? []).map((key) => REQ_KEYS[key]);
      const uses = new Set(rows.flatMap((row) => row.uses));
      expect(uses.has('text')).toBe(descriptor.modes.includes('text-to-video'));
      expect(uses.has('first-tail')).toBe(descriptor.modes.includes('first-last-frame'));
      expect(uses.has('first') || uses.has('recamera')).toBe(descriptor.modes.includes('image-to-video'));
      const resolutions = rows.flatMap(({ resolution }) => resolution ?? []);
      expect([...new Set(resolutions)].sort()).toEqual([...(descriptor.resolutions ?? [])].sort());
    },
  );

  it('is found by id only: the host resolves aliases', () => {
    expect(findJimengModel('seedance-1-0-pro')?.descriptor.vendorModel).toBe(
      'doubao-seedance-1-0-pro-250528',
    );
    expect(findJimengModel('jimeng')).toBeUndefined();
  });

  it.each([
    [5, 121],
    [10, 241],
  ])('%i seconds are %i frames', (seconds, frames) => {
    expect([framesOf(seconds), secondsOf(frames)]).toEqual([frames, seconds]);
  });
});
