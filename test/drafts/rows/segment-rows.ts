import { FRESH, MATE, NO_REVISION, row, type RouteRow, STALE, UNKNOWN_DRAFT } from './route-row';

const SRT = '1\n00:00:00,000 --> 00:00:01,000\nOne\n\n2\n00:00:01,000 --> 00:00:02,000\nTwo\n';
const VTT = 'WEBVTT\n\n00:00.000 --> 00:01.000\nOne\n\n00:01.000 --> 00:02.000\nTwo\n';
const ASS =
  '[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n' +
  'Dialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,One\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Two\n';

const UPDATE = `POST ${MATE}/update_segment`;
const REMOVE = `POST ${MATE}/remove_segments`;
const CAPTIONS = `POST ${MATE}/import_captions`;
const here = (body: object): object => ({ draft_url: '{draft_url}', ...body });
const there = (body: object): object => ({ draft_url: UNKNOWN_DRAFT, ...body });
const first = (body: object): object => here({ segment_id: '{segment}', ...body });
const TWO_CUES = [
  { start: 0, end: 1_000_000 },
  { start: 1_000_000, end: 2_000_000 },
];

/** Single segments and subtitle files. */
export const SEGMENT_ROWS: readonly RouteRow[] = [
  row('update a segment', UPDATE, 200, {
    body: first({ text: 'new' }),
    headers: FRESH,
    answer: { code: 0, revision: 3, segment_ids: [expect.any(String)] },
  }),
  row('update: unknown segment', UPDATE, 404, {
    body: here({ segment_id: 'a', alpha: 1 }),
    param: 'segment_id',
  }),
  row('update: no segment named', UPDATE, 400, { body: here({ alpha: 1 }), param: 'segment_id' }),
  row('update: beyond the range', UPDATE, 400, { body: first({ alpha: 2 }), param: 'alpha' }),
  row('update: onto its neighbor', UPDATE, 409, { body: first({ duration: 1_500_000 }) }),
  row('update: it has moved on', UPDATE, 412, {
    body: first({ alpha: 1 }),
    headers: STALE,
    param: 'If-Match',
  }),
  row('update: no revision', UPDATE, 400, {
    body: first({ alpha: 1 }),
    headers: NO_REVISION,
    param: 'If-Match',
  }),
  row('update: unknown draft', UPDATE, 404, {
    body: there({ segment_id: 'a', alpha: 1 }),
    param: 'draft_id',
  }),
  row('update: no draft', UPDATE, 400, { body: { segment_id: 'a' }, param: 'draft_url' }),
  row('remove', REMOVE, 200, { body: here({ segment_ids: ['{segment}'] }), answer: { segments_removed: 1 } }),
  row('remove: unknown segment', REMOVE, 404, { body: here({ segment_ids: ['a'] }) }),
  row('remove: no list', REMOVE, 400, { body: here({}), param: 'segment_ids' }),
  row('remove: an empty list', REMOVE, 400, { body: here({ segment_ids: [] }), param: 'segment_ids' }),
  row('remove: it has moved on', REMOVE, 412, {
    body: here({ segment_ids: ['{segment}'] }),
    headers: STALE,
    param: 'If-Match',
  }),
  row('remove: unknown draft', REMOVE, 404, { body: there({ segment_ids: ['a'] }), param: 'draft_id' }),
  ...Object.entries({ srt: SRT, vtt: VTT, ass: ASS }).flatMap(([format, subtitles]) => [
    row(`captions: ${format}, found out`, CAPTIONS, 200, {
      body: here({ subtitles }),
      answer: { warnings: [], segment_infos: TWO_CUES },
    }),
    row(`captions: ${format}`, CAPTIONS, 200, {
      body: here({ subtitles, format, offset: 1_000_000 }),
      headers: FRESH,
      answer: { warnings: [], segment_infos: [{ start: 1_000_000 }, { end: 3_000_000 }] },
    }),
  ]),
  row('captions: no file', CAPTIONS, 400, { body: here({}), param: 'subtitles' }),
  row('captions: not readable', CAPTIONS, 400, {
    body: here({ subtitles: 'no times here' }),
    param: 'subtitles',
  }),
  row('captions: another format', CAPTIONS, 400, {
    body: here({ subtitles: SRT, format: 'doc' }),
    param: 'format',
  }),
  row('captions: it has moved on', CAPTIONS, 412, {
    body: here({ subtitles: SRT }),
    headers: STALE,
    param: 'If-Match',
  }),
  row('captions: unknown draft', CAPTIONS, 404, { body: there({ subtitles: SRT }), param: 'draft_id' }),
];
