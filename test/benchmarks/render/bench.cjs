'use strict';
/**
 * Renders the benchmark timelines beside the best single FFmpeg command for the same work, interleaved in one run, and
 * checks the frames before a ratio counts.
 *
 *   npm run build && node test/benchmarks/render/bench.cjs --media DIR [--rounds 3] [--only t1,t3]
 *
 * DIR holds c1.mp4 … c6.mp4 (10 s, 1920x1080, 30 fps, closed GOPs of 2 s, sound), portrait.mp4 (10 s, 720x1280), talk.mp4 (750 s,
 * 1920x1080), photo1.jpg … photo5.jpg (4000x3000), sticker.png (400x400 with alpha) and music.mp3 (60 s).
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const references = require('./references.cjs');
const timelines = require('./timelines.cjs');

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : fallback;
};
const media = path.resolve(option('media', 'bench-media'));
const rounds = Number(option('rounds', 3));
const only = option('only', 't1,t2,t3,t4').split(',');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'onereel-bench-'));
const runner = option('runner', path.join(__dirname, 'run-one.cjs'));

function timed(command, args, cwd) {
  const started = process.hrtime.bigint();
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (result.status !== 0) throw new Error(`${command} failed: ${result.stderr.slice(-2000)}`);
  return { seconds, stdout: result.stdout };
}

function ours(name, draft, cache) {
  const file = path.join(work, `${name}.json`);
  fs.writeFileSync(file, JSON.stringify(draft));
  const out = path.join(work, `${name}.mp4`);
  return { out, ...timed(process.execPath, [runner, file, media, out, cache]) };
}

/** Lowest frame PSNR in RGB (so that differently coded colors compare), and both frame counts. */
function gate(reference, candidate) {
  const matrix = (file) =>
    /bt470bg|smpte170m/.test(
      timed('ffprobe', [
        '-v',
        'error',
        '-select_streams',
        'v',
        '-show_entries',
        'stream=color_space',
        '-of',
        'csv=p=0',
        file,
      ]).stdout,
    )
      ? 'bt601'
      : 'bt709';
  const count = (file) =>
    Number.parseInt(
      timed('ffprobe', [
        '-v',
        'error',
        '-count_packets',
        '-select_streams',
        'v',
        '-show_entries',
        'stream=nb_read_packets',
        '-of',
        'csv=p=0',
        file,
      ]).stdout,
      10,
    );
  const stats = path.join(work, 'psnr.txt');
  const side = (index, file) =>
    `[${index}:v]settb=1/30,setpts=N,scale=in_color_matrix=${matrix(file)}:in_range=tv,format=gbrp`;
  timed('ffmpeg', [
    '-v',
    'error',
    '-i',
    reference,
    '-i',
    candidate,
    '-lavfi',
    `${side(0, reference)}[a];${side(1, candidate)}[b];[b][a]psnr=stats_file=${stats}`,
    '-f',
    'null',
    '-',
  ]);
  const values = fs
    .readFileSync(stats, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Number.parseFloat(/psnr_avg:(\S+)/.exec(line)[1].replace('inf', '99')));
  return { frames: [count(reference), count(candidate)], lowest: Math.min(...values) };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const results = {};
for (const name of only) {
  const rows = [];
  for (let round = 0; round < rounds; round += 1) {
    const reference = path.join(work, `${name}-reference.mp4`);
    const single = timed('ffmpeg', references[name](media, reference), media).seconds;
    const cache = path.join(work, `${name}-cache-${round}`);
    const mine = ours(name, timelines[name](), cache);
    const row = { single, ours: mine.seconds, ratio: mine.seconds / single };
    if (name === 't3')
      row.edit = ours('t3-edit', timelines.t3({ changedCaption: 7 }), cache).seconds / single;
    rows.push(row);
    console.error(name, round + 1, JSON.stringify(row));
  }
  const plain = path.join(work, `${name}-plain.mp4`);
  const file = path.join(work, `${name}.json`);
  timed(process.execPath, [runner, file, media, plain, path.join(work, 'plain-cache'), '{"copy":false}']);
  const check = gate(plain, path.join(work, `${name}.mp4`));
  results[name] = {
    ratio: median(rows.map((row) => row.ratio)),
    ...(name === 't3' ? { edit: median(rows.map((row) => row.edit)) } : {}),
    gate: check,
    rows,
  };
}
fs.rmSync(work, { recursive: true, force: true });
console.log(JSON.stringify(results, null, 2));
