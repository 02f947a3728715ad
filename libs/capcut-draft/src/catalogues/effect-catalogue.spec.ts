import { GatewayError } from '@onereel/core';
import type { CatalogueKind } from '../draft/write/edit-context';
import { findEntry, listEntries } from './effect-catalogue';

const COUNTS: Record<CatalogueKind, number> = {
  transitions: 514,
  'clip-animations-in': 168,
  'clip-animations-out': 134,
  'clip-animations-combo': 150,
  'text-animations-in': 197,
  'text-animations-out': 143,
  'text-animations-loop': 132,
  filters: 1052,
  'scene-effects': 1216,
  'character-effects': 332,
  masks: 14,
  'blend-modes': 10,
  fonts: 797,
  'word-art': 1673,
  'audio-effects': 100,
  'audio-tones': 70,
  'speech-to-song': 7,
};
const KINDS = Object.keys(COUNTS) as CatalogueKind[];

describe('the catalogue', () => {
  it.each(KINDS)('holds every row of %s once, named and with an id', (kind) => {
    const { entries, total } = listEntries(kind);
    expect(total).toBe(COUNTS[kind]);
    expect(new Set(entries.map((entry) => entry.resourceId)).size).toBe(total);
    for (const entry of entries) {
      expect(entry.resourceId).toMatch(/^[\w-]{6,}$/);
      expect(entry.names.length).toBeGreaterThan(0);
      expect(entry.brands.length).toBeGreaterThan(0);
      for (const param of entry.params) expect(param.min).toBeLessThanOrEqual(param.max);
    }
  });

  it.each([
    ['transitions', '叠化', '6724845717472416269'],
    ['transitions', 'Mix', '6724845717472416269'],
    ['transitions', ' mIx ', '6724845717472416269'],
    ['transitions', '6724845717472416269', '6724845717472416269'],
    ['masks', 'circle', '6791700663249146381'],
    ['masks', 'Split', '7374020197990011409'],
    ['masks', '圆形', '6791700663249146381'],
    ['filters', 'ABG', '7127679308897832206'],
  ] as const)('finds %s "%s" under either brand', (kind, name, id) => {
    expect(findEntry(kind, name, 'x').resourceId).toBe(id);
  });

  it('merges the names of both brands into one entry', () => {
    expect(findEntry('transitions', 'Mix', 'x')).toMatchObject({
      name: '叠化',
      names: expect.arrayContaining(['叠化', 'Mix']),
      brands: ['jianying', 'capcut'],
      overlap: true,
      grade: 'exact',
    });
  });

  it('prefers the kind that is named first', () => {
    const both = listEntries('character-effects').entries.find((entry) =>
      listEntries('scene-effects').entries.some((scene) => scene.name === entry.name),
    );
    const name = both?.name ?? '';
    expect(findEntry(['scene-effects', 'character-effects'], name, 'x').kind).toBe('scene-effects');
    expect(findEntry(['character-effects', 'scene-effects'], name, 'x').kind).toBe('character-effects');
  });

  it('answers an unknown name with the nearest ones', () => {
    expect(() => findEntry('transitions', 'Disolve', 'images[0].transition')).toThrow(
      expect.objectContaining({
        code: 'catalogue_unknown',
        param: 'images[0].transition',
        message: expect.stringContaining('"Dissolve"'),
      }) as GatewayError,
    );
  });

  it('lists with search, price and paging', () => {
    const page = listEntries('scene-effects', { search: 'e', vip: false, offset: 2, limit: 3 });
    expect(page.entries).toHaveLength(3);
    expect(page.total).toBeGreaterThan(5);
    expect(page.entries.every((entry) => !entry.vip)).toBe(true);
    expect(page.entries).toEqual(
      listEntries('scene-effects', { search: 'e', vip: false }).entries.slice(2, 5),
    );
  });
});
