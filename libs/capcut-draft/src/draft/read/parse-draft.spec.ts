import { parseDraft, printDraft } from './parse-draft';

const MINIMAL =
  '{"id":"D","fps":30.0,"canvas_config":{"width":1920,"height":1080},"tracks":[],"materials":{},"future_key":[1.50]}';

describe('parseDraft', () => {
  it('round-trips a document with unknown keys', () => {
    expect(printDraft(parseDraft(MINIMAL))).toBe(MINIMAL);
  });

  it('reads bytes and strips a byte order mark', () => {
    expect(parseDraft(Buffer.from(`\uFEFF${MINIMAL}`)).id).toBe('D');
  });

  it('adds the containers a file leaves out', () => {
    const { tracks, materials, canvas_config } = parseDraft('{"tracks":[{"id":"t","type":"video"}]}');
    expect([tracks[0]?.segments.length, Object.keys(materials), Object.keys(canvas_config)]).toEqual([
      0,
      [],
      [],
    ]);
  });

  it.each([
    '{"tracks":[{"id":"t"},{"segments":null}]}',
    '{"materials":{"texts":null,"videos":[]},"canvas_config":null,"9":1,"1":2}',
    '{"tracks":null,"materials":{"9":[],"2":[]},"canvas_config":"odd"}',
  ])('prints %s as it was read, added containers or not', (text) => {
    const draft = parseDraft(text);
    expect(printDraft(draft)).toBe(text);
    expect(printDraft(parseDraft(printDraft({ ...draft })))).toBe(text);
    expect(printDraft({ ...draft, canvas_config: { ...draft.canvas_config, width: 1 } })).toContain(
      '"canvas_config":{"width":1}',
    );
  });

  it.each([
    ['base64 text of an encrypted file', 'k3v9Zp0aQ1b7c2d=='],
    ['binary of an encrypted file', Uint8Array.from([0x8f, 0xff, 0x00, 0xc3, 0x28])],
  ])('recognizes %s and names the ways out', (_, source) => {
    expect(() => parseDraft(source)).toThrow(
      expect.objectContaining({ reason: 'encrypted', message: expect.stringContaining('5.9') }),
    );
  });

  it.each([
    ['an empty file', '', 'not_json'],
    ['a list', '[]', 'not_a_draft'],
    ['another JSON document', '{"draft_materials":[]}', 'not_a_draft'],
    ['tracks of the wrong shape', '{"tracks":{},"materials":{}}', 'not_a_draft'],
    ['segments of the wrong shape', '{"tracks":[{"segments":[1]}]}', 'not_a_draft'],
    ['a torn file', MINIMAL.slice(0, 40), 'not_json'],
  ])('refuses %s', (_, source, reason) => {
    expect(() => parseDraft(source)).toThrow(expect.objectContaining({ reason }));
  });

  it('refuses more bytes than asked for before reading them', () => {
    expect(() => parseDraft(MINIMAL, 20)).toThrow(expect.objectContaining({ reason: 'too_large' }));
  });
});
