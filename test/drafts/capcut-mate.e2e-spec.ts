import {
  checkDraft,
  indexMaterials,
  parseDraft,
  textFacts,
  tracksOf,
  type DraftDocument,
} from '@onereel/capcut-draft';
import { PREFIX, serveFiles, type Body } from './draft-service';
import { sampleMedia } from './sample-media';
import { useDrafts } from './use-drafts';

const drafts = useDrafts();
const { at } = drafts;

const ok = async (route: string, body: unknown): Promise<Body> => {
  const answer = await drafts.post(route, body);
  expect({ route, status: answer.status, code: answer.body.code, said: answer.body.message }).toMatchObject({
    status: 200,
    code: 0,
    said: 'Success',
  });
  return answer.body;
};
const newDraft = async (size = {}): Promise<string> => (await ok('create_draft', size)).draft_url;
const idOf = (url: string): string => new URL(url).searchParams.get('draft_id') ?? '';
const documentOf = async (url: string): Promise<DraftDocument> =>
  parseDraft(JSON.stringify((await drafts.send('GET', `/api/v1/drafts/${idOf(url)}/content`)).body));

describe('a client of capcut-mate', () => {
  it('runs unchanged: create_draft → add_* → save_draft → get_draft', async () => {
    const draft_url = await newDraft({ width: 1080, height: 1920 });
    expect(draft_url).toMatch(/\/openapi\/capcut-mate\/v1\/get_draft\?draft_id=\d{14}[0-9a-f]{8}/);

    const cut = await ok('timelines', { duration: 6_000_000, num: 2, start: 0, type: 0 });
    const { infos } = await ok('video_infos', {
      video_urls: [at('clip.mp4'), at('clip2.mp4')],
      timelines: cut.timelines,
      transition: '叠化',
    });
    const videos = await ok('add_videos', {
      draft_url,
      video_infos: infos,
      scale_x: 0.8,
      scale_y: 0.8,
      transform_y: 192,
    });
    expect(videos).toMatchObject({
      draft_url,
      segment_infos: [
        { start: 0, end: 3_000_000 },
        { start: 3_000_000, end: 6_000_000 },
      ],
    });
    expect(videos.segment_infos.map((each: Body) => each.id)).toEqual(videos.segment_ids);
    expect(videos.video_ids).toHaveLength(2);

    const pictures = await ok('imgs_infos', {
      imgs: [at('picture.png')],
      timelines: [{ start: 0, end: 2_000_000 }],
      in_animation: 'Fade In',
    });
    expect((await ok('add_images', { draft_url, image_infos: pictures.infos })).image_ids).toHaveLength(1);

    const sounds = await ok('audio_infos', {
      mp3_urls: [at('music.mp3')],
      timelines: [{ start: 0, end: 6_000_000 }],
      volume: 0.5,
      audio_effect: '教堂',
    });
    expect((await ok('add_audios', { draft_url, audio_infos: sounds.infos })).audio_ids).toHaveLength(1);

    const captions = await ok('caption_infos', {
      texts: ['Hello big world', '第二句'],
      timelines: cut.timelines,
      keywords: ['big', ''],
      keyword_color: '#00ff00',
    });
    const texts = await ok('add_captions', {
      draft_url,
      captions: captions.infos,
      font_size: 12,
      transform_y: -1200,
      has_shadow: true,
    });
    expect(texts.text_ids).toHaveLength(2);

    const frames = await ok('keyframes_infos', {
      ctype: 'KFTypeAlpha',
      offsets: '0|100',
      values: '0|1',
      segment_infos: texts.segment_infos,
    });
    expect(await ok('add_keyframes', { draft_url, keyframes: frames.keyframes_infos })).toMatchObject({
      keyframes_added: 4,
      affected_segments: texts.segment_ids,
    });
    await ok('add_effects', {
      draft_url,
      effect_infos: (
        await ok('effect_infos', { effects: ['模糊'], timelines: [{ start: 0, end: 1_000_000 }] })
      ).infos,
    });
    await ok('add_filters', {
      draft_url,
      filter_infos: (
        await ok('filter_infos', {
          filters: ['ABG'],
          timelines: [{ start: 0, end: 1_000_000 }],
          intensities: [80],
        })
      ).infos,
    });
    expect(
      await ok('add_masks', {
        draft_url,
        segment_ids: [videos.segment_ids[0]],
        name: '圆形',
        width: 100,
        height: 90,
      }),
    ).toMatchObject({ masks_added: 1 });
    expect(
      await ok('add_sticker', { draft_url, sticker_id: '7214917563482803516', start: 0, end: 1_000_000 }),
    ).toMatchObject({ duration: 1_000_000 });
    expect(await ok('save_draft', { draft_url })).toMatchObject({ draft_url });

    const document = await documentOf(draft_url);
    expect(checkDraft(document)).toEqual([]);
    expect(tracksOf(document).map((track) => track.type)).toEqual([
      'video',
      'video',
      'audio',
      'text',
      'effect',
      'filter',
      'sticker',
    ]);
    expect(document.duration).toBe(6_000_000);
    const index = indexMaterials(document);
    const first = tracksOf(document)[0]!.segments[0]!;
    expect(index.companion(first.refs, 'transitions')).toMatchObject({ name: '叠化' });
    expect(first.clip).toMatchObject({ scale: { x: 0.8 }, translate: { y: 0.1 } });
    expect(document.materials.videos?.[0]).toMatchObject({
      width: 320,
      height: 180,
      duration: 4_000_000,
      has_audio: true,
    });
    expect(document.materials.audio_effects).toMatchObject([{ name: '教堂' }]);
    expect(textFacts(document.materials.texts![0]!).runs).toHaveLength(3);
  });

  it('downloads what get_draft lists, as the desktop client does', async () => {
    const draft_url = await newDraft();
    await ok('add_images', {
      draft_url,
      image_infos: [{ image_url: at('picture.png'), start: 0, end: 1_000_000 }],
    });
    const listed = (await (await fetch(draft_url)).json()) as Body;
    expect(listed.code).toBe(0);
    const id = idOf(draft_url);
    const places = listed.files.map((url: string) => new URL(url).pathname.split(`/${id}/`)[1]);
    expect(places.slice(0, 3)).toEqual(['draft_content.json', 'draft_info.json', 'draft_meta_info.json']);
    const content = (await (await fetch(listed.files[0])).json()) as Body;
    expect(content.materials.videos[0].path).toBe(`/drafts/${id}/${places[3]}`);
    const meta = (await (await fetch(listed.files[2])).json()) as Body;
    expect(meta.draft_materials[0].value[0].id).toBe(content.materials.videos[0].local_material_id);
    const media = await fetch(listed.files[3]);
    expect(media.headers.get('content-type')).toBe('image/png');
    expect((await media.arrayBuffer()).byteLength).toBe(Number(media.headers.get('content-length')));
    expect((await drafts.send('GET', `${PREFIX}/get_draft?draft_id=short`)).body).toMatchObject({
      code: 1001,
    });
  });

  it('may change the pace with scene_timelines', async () => {
    const draft_url = await newDraft();
    const { segment_infos } = await ok('add_videos', {
      draft_url,
      video_infos: JSON.stringify([
        { video_url: at('clip.mp4'), start: 0, end: 4_000_000 },
        { video_url: at('clip.mp4'), start: 4_000_000, end: 8_000_000 },
      ]),
      scene_timelines: [
        { start: 0, end: 2_000_000 },
        { start: 0, end: 8_000_000 },
      ],
    });
    expect(segment_infos).toMatchObject([
      { start: 0, end: 2_000_000 },
      { start: 2_000_000, end: 10_000_000 },
    ]);
    expect(tracksOf(await documentOf(draft_url))[0]!.segments.map((segment) => segment.speed)).toEqual([
      2, 0.5,
    ]);
    expect(checkDraft(await documentOf(draft_url))).toEqual([]);
  });

  it('reads the other forms: videos[], images[], audios[] as real lists', async () => {
    const draft_url = await newDraft();
    const { segment_infos } = await ok('add_videos', {
      draft_url,
      videos: [
        { video_url: at('clip.mp4'), duration: 2_000_000 },
        { video_url: at('clip2.mp4'), crop: { left: 0.25, right: 0.75 }, mask: 'Circle' },
      ],
    });
    expect(segment_infos).toMatchObject([
      { start: 0, end: 2_000_000 },
      { start: 2_000_000, end: 8_000_000 },
    ]);
    await ok('add_images', {
      draft_url,
      images: [{ image_url: at('moving.gif'), duration: 1_000_000, start_time: 500_000 }],
    });
    await ok('add_audios', {
      draft_url,
      audios: [{ audio_url: at('voice.wav'), fade_in: 500_000, fade_out: 1_000_000, start_time: 1_000_000 }],
    });
    const document = await documentOf(draft_url);
    expect(document.materials.audio_fades).toMatchObject([
      { fade_in_duration: 500_000, fade_out_duration: 1_000_000 },
    ]);
    expect(document.materials.videos?.map((each) => each.type)).toEqual(['video', 'video', 'gif']);
    expect(document.materials.masks).toHaveLength(1);
    expect(checkDraft(document)).toEqual([]);
  });

  it('fetches an address once, however often it is named', async () => {
    const own = await serveFiles({ 'a.png': (await sampleMedia())['picture.png'] });
    const draft_url = await newDraft();
    const one = { image_url: `${own.url}/a.png`, duration: 1_000_000 };
    await Promise.all([
      ok('add_images', { draft_url, images: [one, one, one] }),
      ok('add_images', { draft_url, images: [one] }),
    ]);
    expect(own.hits.get('/a.png')).toBe(1);
    await own.close();
  });

  it('gets the catalogues, the helpers and what is long', async () => {
    expect((await ok('get_effects', {})).effects).toHaveLength(1216);
    expect((await ok('get_filters', { mode: 2, search: 'a', limit: 2 })).filters.length).toBeLessThanOrEqual(
      2,
    );
    expect((await ok('get_text_effects', {})).text_effects.length).toBe(1440);
    expect((await ok('get_text_animations', { type: 'in' })).effects[0]).toMatchObject({
      type: 'in',
      category_id: 'ruchang',
      platform: 'all',
    });
    expect((await ok('get_image_animations', {})).effects.length).toBeGreaterThan(400);
    expect((await ok('get_catalogue', { kind: 'transitions', search: 'mix' })).effects[0].names).toContain(
      'Mix',
    );
    expect((await ok('search_sticker', { keyword: 'x' })).data).toEqual([]);
    expect((await ok('get_audio_duration', { mp3_url: at('voice.wav') })).duration).toBe(3_000_000);
    expect((await ok('audio_timelines', { links: [at('voice.wav'), at('voice.wav')] })).timelines).toEqual([
      { start: 0, end: 3_000_000 },
      { start: 3_000_000, end: 6_000_000 },
    ]);
    expect(await ok('get_url', { output: 'x' })).toMatchObject({ output: 'x' });
    expect(await ok('str_to_list', { obj: 'x' })).toMatchObject({ infos: ['x'] });
    expect(await ok('str_list_to_objs', { infos: ['a'] })).toMatchObject({ infos: [{ output: 'a' }] });
    expect(await ok('objs_to_str_list', { outputs: [{ output: 'a' }] })).toMatchObject({ infos: ['a'] });
    const uneven = { duration: 9_000_000, num: 4, start: 0, type: 1 };
    expect(await ok('timelines', uneven)).toEqual(await ok('timelines', uneven));
  });

  it('has its text styles read back', async () => {
    const draft_url = await newDraft();
    const { text_style } = await ok('add_text_style', {
      text: 'one two one',
      keyword: 'one',
      keyword_color: '#00ff00',
      keyword_font_size: 30,
    });
    await ok('add_captions', {
      draft_url,
      style_text: true,
      captions: [{ start: 0, end: 1_000_000, text: text_style }],
    });
    const facts = textFacts((await documentOf(draft_url)).materials.texts![0]!);
    expect(facts.text).toBe('one two one');
    expect(facts.runs.map((run) => [facts.text.slice(run.start, run.end), run.style.size])).toEqual([
      ['one', 30],
      [' two ', 12],
      ['one', 30],
    ]);
  });

  it('adds one of each with easy_create_material, or nothing', async () => {
    const draft_url = await newDraft();
    await ok('easy_create_material', {
      draft_url,
      audio_url: at('voice.wav'),
      video_url: at('clip.mp4'),
      img_url: at('picture.png'),
      text: 'hi',
    });
    const before = await documentOf(draft_url);
    expect(tracksOf(before).map((track) => [track.type, track.segments.length])).toEqual([
      ['video', 1],
      ['audio', 1],
      ['video', 1],
      ['text', 1],
    ]);
    expect(
      (
        await drafts.post('easy_create_material', {
          draft_url,
          audio_url: at('voice.wav'),
          img_url: at('gone.png'),
        })
      ).status,
    ).toBe(400);
    expect(await documentOf(draft_url)).toEqual(before);
  });

  it('imports subtitle files and changes segments', async () => {
    const draft_url = await newDraft();
    const srt =
      '1\n00:00:00,000 --> 00:00:01,000\n<b>One</b> word\n\n2\n00:00:00,900 --> 00:00:02,000\nTwo\n';
    const { segment_ids, warnings } = await ok('import_captions', {
      draft_url,
      subtitles: srt,
      offset: 500_000,
    });
    expect(warnings).toMatchObject([{ field: 'subtitles[1].start' }]);
    await ok('update_segment', {
      draft_url,
      segment_id: segment_ids[1],
      text: 'Three',
      transform_y: -540,
      alpha: 0.5,
    });
    await ok('remove_segments', { draft_url, segment_ids: [segment_ids[0]] });
    const document = await documentOf(draft_url);
    expect(document.materials.texts?.map((text) => textFacts(text).text)).toEqual(['Three']);
    expect(tracksOf(document)[1]!.segments[0]!.clip).toMatchObject({ alpha: 0.5, translate: { y: -0.5 } });
    expect(checkDraft(document)).toEqual([]);
  });

  it('loses none of 50 captions added at once', async () => {
    const draft_url = await newDraft();
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        ok('add_captions', { draft_url, captions: [{ start: 0, end: 1_000_000, text: `caption ${i}` }] }),
      ),
    );
    const texts = tracksOf(await documentOf(draft_url)).filter((track) => track.type === 'text');
    expect(texts).toHaveLength(50);
    expect((await drafts.send('GET', `/api/v1/drafts/${idOf(draft_url)}`)).body).toMatchObject({
      revision: 51,
      segments: 50,
      findings: [],
    });
  });
});
