import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ROOT } from '../setup.mjs';
import { drawLandscape } from './draw-landscape.mjs';
import { FILM_SECONDS, buildDraft, renderFilm } from './edit-film.mjs';
import { startGateway } from './gateway-process.mjs';

const require = createRequire(join(ROOT, 'apps', 'gateway', 'package.json'));
const { MultiBar, Presets } = require('cli-progress');

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function call(gateway, method, path, body) {
  const response = await fetch(gateway.url + path, {
    method,
    headers: { authorization: `Bearer ${gateway.key}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer?.error?.message ?? answer?.message ?? ''}`);
  return answer;
}

const JOBS = [
  {
    name: 'text-to-video',
    file: 'text-to-video.mp4',
    create: async (gateway) => {
      const video = await call(gateway, 'POST', '/v1/videos', {
        model: 'sandbox',
        prompt: 'One API over every video model, and the edit after it',
        seconds: '5',
        size: '1280x720',
      });
      return video.id;
    },
    seconds: 5,
  },
  {
    name: 'image-to-video',
    file: 'image-to-video.mp4',
    create: async (gateway) => {
      const task = await call(gateway, 'POST', '/api/v1/videos/generate', {
        model: 'sandbox',
        image: drawLandscape().toString('base64'),
        prompt: 'Gentle camera pan across the valley at dusk',
        duration: 5,
        resolution: '1280x720',
        camera_motion: 'pan',
        motion_strength: 0.6,
      });
      return task.task_id;
    },
    seconds: 5,
  },
];

async function untilDone(gateway, id, onProgress) {
  for (;;) {
    const task = await call(gateway, 'GET', `/api/v1/tasks/${id}`);
    onProgress(task.progress);
    if (task.status === 'completed') return task.result.result.video_url;
    if (task.status === 'failed' || task.status === 'cancelled') throw new Error(task.error?.message ?? task.status);
    await pause(200);
  }
}

async function download(gateway, url, path) {
  const response = await fetch(url, { headers: { authorization: `Bearer ${gateway.key}` } });
  if (!response.ok) throw new Error(`GET ${url}: ${response.status}`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(path));
}

/** Fails unless the file is a playable H.264 + AAC video of the expected length. */
function verify(path, seconds) {
  const args = ['-v', 'error', '-show_entries', 'stream=codec_name,width,height:format=duration', '-of', 'json', path];
  const { stdout } = spawnSync(process.env.FFPROBE_PATH || 'ffprobe', args, { encoding: 'utf8' });
  const facts = JSON.parse(stdout);
  const codecs = facts.streams.map((stream) => stream.codec_name);
  const duration = Number(facts.format.duration);
  if (!codecs.includes('h264') || !codecs.includes('aac')) throw new Error(`${path}: unexpected codecs ${codecs}`);
  if (Math.abs(duration - seconds) > 0.2) throw new Error(`${path}: ${duration} s instead of ${seconds} s`);
  const { width, height } = facts.streams.find((stream) => stream.width);
  return `${width}x${height}, ${duration.toFixed(1)} s, ${codecs.join(' + ')}, ${(statSync(path).size / 1e6).toFixed(1)} MB`;
}

async function produce(gateway, job, bars, output) {
  const bar = bars.create(100, 0, { name: job.name.padEnd(16) });
  const id = await job.create(gateway);
  const url = await untilDone(gateway, id, (progress) => bar.update(progress));
  bar.update(100);
  const path = join(output, job.file);
  await download(gateway, url, path);
  return { id, line: `  ${relative(process.cwd(), path)}   ${verify(path, job.seconds)}` };
}

/** Cuts the clips into a film and exports the draft behind it. */
async function edit(gateway, clips, bars, output) {
  const bar = bars.create(100, 0, { name: 'final cut'.padEnd(16) });
  const post = (path, body) => call(gateway, 'POST', path, body);
  const draft = await buildDraft(post, clips);
  const rendered = await renderFilm(post, draft.url, (progress) => bar.update(progress));
  bar.update(100);
  const [film, report, archive] = ['final.mp4', 'final-report.html', 'draft-capcut.zip'].map((name) => join(output, name));
  await download(gateway, rendered.film, film);
  await download(gateway, rendered.report, report);
  await download(gateway, `${gateway.url}/api/v1/drafts/${draft.id}/package?profile=capcut-win`, archive);
  return [
    `  ${relative(process.cwd(), film)}   ${verify(film, FILM_SECONDS)}`,
    `  ${relative(process.cwd(), report)}   how true every part of the draft was rendered, with a frame of each`,
    `  ${relative(process.cwd(), archive)}   the same draft, for CapCut`,
  ];
}

/** Resolves with the exit code. */
export async function runDemo({ output, serve }) {
  mkdirSync(output, { recursive: true });
  const gateway = await startGateway({ ONEREEL_ALLOW_PRIVATE_HOSTS: '127.0.0.1' });
  const bars = new MultiBar({ stream: process.stdout, format: '  {name} {bar} {percentage}%', noTTYOutput: true, notTTYSchedule: 2000 }, Presets.rect);
  try {
    console.log(`\nThe gateway runs at ${gateway.url}. Generating two videos and cutting a film of them, all over HTTP …\n`);
    const clips = await Promise.all(JOBS.map((job) => produce(gateway, job, bars, output)));
    const ids = clips.map(({ id }) => id).reverse();
    const lines = [...clips.map(({ line }) => line), ...(await edit(gateway, ids, bars, output))];
    bars.stop();
    console.log(`\nDone. Watch them:\n${lines.join('\n')}\n\nSwagger UI: ${gateway.url}/docs   API key: ${gateway.key}`);
    if (serve) {
      console.log('The gateway keeps running; stop it with Ctrl+C.');
      await new Promise((resolve) => process.once('SIGINT', resolve));
    } else {
      console.log('The demo gateway is stopped now; keep it with: npm run demo -- --serve');
    }
    return 0;
  } catch (error) {
    bars.stop();
    console.error(`\nThe demo failed: ${error.message}`);
    return 1;
  } finally {
    await gateway.stop();
  }
}
