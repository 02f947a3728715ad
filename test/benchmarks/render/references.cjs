'use strict';
/** The best single FFmpeg command known for each timeline; arguments only. */
const path = require('node:path');

const ENCODE = [
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '20',
  '-g',
  '60',
  '-pix_fmt',
  'yuv420p',
  '-r',
  '30',
];
const SOUND = ['-c:a', 'aac', '-b:a', '160k', '-ar', '48000', '-ac', '2'];
const END = ['-movflags', '+faststart', '-y'];
/** xfade loses frames when an input ends with the transition. */
const TAIL = 'fps=30,tpad=stop=3:stop_mode=clone,settb=1/30,format=yuv420p';

function t1(_media, out) {
  const inputs = [1, 2, 3, 4, 5, 6].flatMap((k) => ['-t', '10', '-i', `c${k}.mp4`]);
  const pads = [0, 1, 2, 3, 4, 5].map((k) => `[${k}:v][${k}:a]`).join('');
  return [
    '-v',
    'error',
    ...inputs,
    '-filter_complex',
    `${pads}concat=n=6:v=1:a=1[v][a]`,
    '-map',
    '[v]',
    '-map',
    '[a]',
    ...ENCODE,
    ...SOUND,
    ...END,
    out,
  ];
}

function t2(_media, out) {
  const inputs = Array.from({ length: 10 }, (_, i) => ['-i', `photo${(i % 5) + 1}.jpg`]).flat();
  const zoom = "scale=w='2*ceil(960*(1+0.2*t/4))':h='2*ceil(540*(1+0.2*t/4))':eval=frame,crop=1920:1080";
  const lines = Array.from(
    { length: 10 },
    (_, i) =>
      `[${i}:v]crop=4000:2250,scale=2304:1296:flags=area,format=yuv420p,loop=-1:1,settb=1/30,setpts=N,trim=end_frame=120,${zoom},${TAIL}[p${i}]`,
  );
  let last = 'p0';
  for (let i = 1; i < 10; i += 1) {
    lines.push(`[${last}][p${i}]xfade=transition=fade:duration=0.5:offset=${3.5 * i}[x${i}]`);
    last = `x${i}`;
  }
  lines.push(`[10:a]atrim=0:35.5,afade=t=in:d=1,afade=t=out:st=33.5:d=2[a]`);
  return [
    '-v',
    'error',
    ...inputs,
    '-i',
    'music.mp3',
    '-filter_complex',
    lines.join(';'),
    '-map',
    `[${last}]`,
    '-map',
    '[a]',
    '-t',
    '35.5',
    ...ENCODE,
    ...SOUND,
    ...END,
    out,
  ];
}

function t3(media, out) {
  const clips = [
    [0, 5.5, 1],
    [0, 5.5, 1],
    [0, 10, 2],
    [1, 5.5, 1],
    [2, 5.5, 1],
    [0, 5.5, 1],
  ];
  const kinds = ['fade', 'slideleft', 'wipeup', 'fade', 'slideright'];
  const starts = [0, 5, 10, 14.5, 19.5, 24.5];
  const inputs = clips.flatMap(([from, length], k) => [
    '-ss',
    String(from),
    '-t',
    String(length),
    '-i',
    `c${k + 1}.mp4`,
  ]);
  const lines = clips.flatMap(([, , speed], k) => [
    `[${k}:v]setpts=(PTS-STARTPTS)/${speed},fps=30,scale=1080:608,split[f${k}][b${k}]`,
    `[b${k}]crop=342:608,scale=136:240:flags=fast_bilinear,gblur=sigma=4,scale=1080:1920:flags=bilinear[g${k}]`,
    `[g${k}][f${k}]overlay=0:656:shortest=1,setsar=1,${TAIL}[k${k}]`,
  ]);
  let last = 'k0';
  kinds.forEach((kind, k) => {
    lines.push(`[${last}][k${k + 1}]xfade=transition=${kind}:duration=0.5:offset=${starts[k + 1]}[x${k}]`);
    last = `x${k}`;
  });
  lines.push(
    `[6:v]scale=330:586,setpts=PTS-STARTPTS+10/TB[pp]`,
    `[${last}][pp]overlay=690:120:eof_action=pass:format=yuv420[y]`,
  );
  const captions = Array.from({ length: 20 }, (_, i) => {
    const at = 0.2 + 1.5 * i;
    return `drawtext=font='DejaVu Sans Bold':text='Caption number ${i}':fontsize=64:fontcolor=white:borderw=4:x=(w-tw)/2:y=1485:enable='gte(t,${at})*lt(t,${at + 1.3})'`;
  });
  lines.push(`[y]${captions.join(',')}[z]`);
  const voices = clips.map(
    ([, , speed], k) =>
      `[${k}:a]${speed === 1 ? '' : `atempo=${speed},`}adelay=${starts[k] * 1000}:all=1[v${k}]`,
  );
  const mix = `${clips.map((_, k) => `[v${k}]`).join('')}[m]amix=inputs=7:normalize=0:dropout_transition=0[a]`;
  lines.push(...voices, '[7:a]atrim=0:30,afade=t=out:st=28:d=2[m]', mix);
  const pip = ['-t', '8', '-i', 'portrait.mp4'];
  return [
    '-v',
    'error',
    ...inputs,
    ...pip,
    '-i',
    'music.mp3',
    '-filter_complex',
    lines.join(';'),
    '-map',
    '[z]',
    '-map',
    '[a]',
    '-t',
    '30',
    ...ENCODE,
    ...SOUND,
    ...END,
    path.resolve(media, out),
  ];
}

function t4(_media, out, trims = 60) {
  const inputs = Array.from({ length: trims }, (_, i) => [
    '-ss',
    (0.7 + 12.4 * i).toFixed(3),
    '-t',
    '10',
    '-i',
    'talk.mp4',
  ]).flat();
  const pads = Array.from({ length: trims }, (_, i) => `[${i}:v][${i}:a]`).join('');
  const lines = [
    `${pads}concat=n=${trims}:v=1:a=1[c][a]`,
    `[${trims}:v]format=yuva420p${trims === 60 ? ',split=3[s0][s1][s2]' : '[s0]'}`,
  ];
  let last = 'c';
  (trims === 60 ? [63, 303, 543] : [23]).forEach((at, k) => {
    lines.push(`[${last}][s${k}]overlay=100:100:enable='gte(t,${at})*lt(t,${at + 4})'[o${k}]`);
    last = `o${k}`;
  });
  return [
    '-v',
    'error',
    ...inputs,
    '-i',
    'sticker.png',
    '-filter_complex',
    lines.join(';'),
    '-map',
    `[${last}]`,
    '-map',
    '[a]',
    ...ENCODE,
    ...SOUND,
    ...END,
    out,
  ];
}

const t4short = (media, out) => t4(media, out, 6);

module.exports = { t1, t2, t3, t4, t4short };
