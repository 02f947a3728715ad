/** A stand-in for the vendor, for trying the package out without an account: its wire format, with test pictures as results. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const KEY = 'demo-key';
const SIZES = { '16:9': '640x360', '9:16': '360x640', '1:1': '480x480' };
const WAITING_MS = 500;
const RUNNING_MS = 1500;

const videos = new Map();
const server = createServer((request, response) => void serve(request, response));

server.listen(Number(process.argv[2] ?? 4010), '127.0.0.1', () => {
  console.log('The vendor is ready. For the gateway:\n');
  console.log(`ECHO_API_KEY=${KEY}\nECHO_BASE_URL=${origin()}`);
});

const origin = () => `http://127.0.0.1:${server.address().port}`;

async function serve(request, response) {
  const { pathname, searchParams } = new URL(request.url, origin());
  const [, first, second, id] = pathname.split('/');
  if (first === 'files') return sendFile(videos.get(second?.replace('.mp4', '')), response);
  if (request.headers.authorization !== `Bearer ${KEY}`) {
    return sendError(response, 401, 'bad_key', `The key is not ${KEY}.`);
  }
  if (first !== 'v1' || second !== 'videos') return sendError(response, 404, 'bad_input', 'No such route.');
  if (request.method === 'POST') return create(await bodyOf(request), response);
  if (id === undefined) return send(response, 200, { videos: withReference(searchParams.get('client_ref')) });
  const video = videos.get(id);
  return video
    ? send(response, 200, shown(video))
    : sendError(response, 404, 'unknown_video', 'No such video.');
}

function create({ prompt, seconds, shape = '16:9', client_ref }, response) {
  if (!prompt) return sendError(response, 422, 'bad_input', 'A prompt is needed.');
  if (/forbidden/i.test(prompt))
    return sendError(response, 422, 'unsafe_prompt', 'The prompt is not allowed.');
  const video = { id: randomUUID(), created: Date.now(), seconds, shape, client_ref };
  videos.set(video.id, video);
  return send(response, 202, shown(video));
}

function shown({ id, created, client_ref }) {
  const age = Date.now() - created;
  if (age < WAITING_MS) return { id, client_ref, state: 'waiting' };
  if (age < RUNNING_MS)
    return { id, client_ref, state: 'running', percent: Math.floor((age / RUNNING_MS) * 100) };
  return { id, client_ref, state: 'done', file_url: `${origin()}/files/${id}.mp4` };
}

const withReference = (reference) =>
  [...videos.values()].filter(({ client_ref }) => client_ref === reference).map(shown);

function sendFile(video, response) {
  if (!video) return sendError(response, 404, 'unknown_video', 'No such file.');
  const picture = `testsrc2=size=${SIZES[video.shape]}:rate=24:duration=${video.seconds}`;
  const encode = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
  const stream = ['-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4', 'pipe:1'];
  const ffmpeg = spawn(process.env.FFMPEG_PATH ?? 'ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    picture,
    ...encode,
    ...stream,
  ]);
  ffmpeg.on('error', () => sendError(response, 500, 'broken', 'ffmpeg is not installed.'));
  ffmpeg.on('spawn', () => {
    response.writeHead(200, { 'content-type': 'video/mp4' });
    ffmpeg.stdout.pipe(response);
  });
}

async function bodyOf(request) {
  const parts = await request.toArray();
  return JSON.parse(Buffer.concat(parts).toString() || '{}');
}

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const sendError = (response, status, code, message) => send(response, status, { error: { code, message } });
