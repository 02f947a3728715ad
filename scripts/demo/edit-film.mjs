/** Edits the demo's film as a client would: a draft over HTTP from the two clips, rendered by the gateway. */
import { createServer } from 'node:http';
import { composeMusic } from './compose-music.mjs';

const DRAFTS = '/openapi/capcut-mate/v1';
const SECOND = 1_000_000;
/** Two clips of 5 s that share the time of the transition. */
export const FILM_SECONDS = 10;

const CAPTIONS = [
  { start: 2.4, end: 4.6, text: 'A picture, set in motion', keyword: 'motion' },
  { start: 5.6, end: 7.6, text: 'A sentence, made a clip', keyword: 'clip' },
  { start: 7.8, end: 9.6, text: 'Cut together over HTTP', keyword: 'HTTP' },
].map((caption) => ({ ...caption, start: caption.start * SECOND, end: caption.end * SECOND, keyword_color: '#ffd24a' }));

/** Offers the music under an address, as everything a draft uses comes from one. */
async function serveMusic() {
  const music = composeMusic(FILM_SECONDS);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': music.length });
    response.end(music);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/music.wav`, close: () => server.close() };
}

/** Resolves with the draft's id and address. `post` calls the gateway; the clips are ids of its tasks. */
export async function buildDraft(post, [first, second]) {
  const draft = await post(`${DRAFTS}/create_draft`, { width: 1280, height: 720, name: 'OneReel demo' });
  const edit = (route, body) => post(`${DRAFTS}/${route}`, { draft_url: draft.draft_url, ...body });
  const half = (FILM_SECONDS / 2) * SECOND;
  await edit('add_videos', {
    video_infos: [
      { video_url: `task://${first}`, start: 0, end: half, volume: 0.3, transition: 'Mix', transition_duration: SECOND },
      { video_url: `task://${second}`, start: half, end: 2 * half, volume: 0.3 },
    ],
  });
  await edit('add_captions', {
    captions: [{ start: 0.2 * SECOND, end: 2.2 * SECOND, text: 'OneReel', in_animation: 'Fade In', in_animation_duration: SECOND / 2 }],
    font_size: 30,
    bold: true,
    transform_y: 150,
    has_shadow: true,
  });
  await edit('add_captions', { captions: CAPTIONS, font_size: 10, border_color: '#101020', transform_x: 560, transform_y: -560 });
  const music = await serveMusic();
  try {
    await edit('add_audios', {
      audios: [{ audio_url: music.url, volume: 0.9, start_time: 0, duration: FILM_SECONDS * SECOND, fade_in: SECOND, fade_out: 2 * SECOND }],
    });
  } finally {
    music.close();
  }
  return { id: draft.draft_id, url: draft.draft_url };
}

/** Resolves with the addresses of the film and of its report. */
export async function renderFilm(post, draftUrl, onProgress) {
  await post(`${DRAFTS}/gen_video`, { draft_url: draftUrl });
  for (;;) {
    const film = await post(`${DRAFTS}/gen_video_status`, { draft_url: draftUrl });
    onProgress(film.progress);
    if (film.status === 'completed') return { film: film.video_url, report: film.report_url };
    if (film.status === 'failed') throw new Error(film.error_message);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
