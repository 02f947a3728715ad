import { Answer, json } from '../frame/answer';
import { Refusal } from '../frame/faults';
import { SimulatedRequest } from '../frame/simulated-request';
import { SimulatedTask, TaskView } from '../frame/simulated-task';
import { SimulatorDesk } from '../frame/simulator-desk';
import { SIMULATED, VendorWire } from '../frame/vendor-wire';
import { createProblem, openaiProblem, RELAY_MODELS } from './relay-checks';

type Row = readonly [status: number, type: string, message: string];

const REFUSALS: Readonly<Record<Refusal, Row>> = {
  'input-moderation': [400, 'invalid_request_error', 'The prompt violates the content policy'],
  'output-moderation': [400, 'invalid_request_error', 'Video was filtered: content policy'],
  'rate-limited': [429, 'rate_limit_error', 'Too many requests'],
  'concurrency-limited': [429, 'rate_limit_error', 'Too many open tasks'],
  arrears: [402, 'billing_error', 'The account is overdrawn'],
  'quota-empty': [403, 'new_api_error', '用户额度不足'],
  'account-abnormal': [403, 'new_api_error', '该用户已被封禁'],
  'address-refused': [403, 'new_api_error', '您的 IP 不在令牌允许访问的列表中'],
  'bad-credentials': [401, 'authentication_error', 'Invalid token'],
  'invalid-request': [400, 'invalid_request_error', 'Invalid parameters'],
  maintenance: [503, 'service_error', '当前分组上游负载已饱和，请稍后再试'],
  'server-error': [500, 'server_error', 'Internal server error'],
  'not-found': [404, 'not_found_error', 'Task not found'],
};

/** A reseller with OpenAI-style videos and, beside it, `/v1/video/create` and `/v1/video/query`. */
export const relayWire: VendorWire = {
  environment: (url) => ({
    VEO3_BASE_URL: url,
    VEO3_API_KEY: SIMULATED.apiKey,
    APERTIS_BASE_URL: url,
    APERTIS_API_KEY: SIMULATED.apiKey,
    VEO_POLL_SECONDS: '1',
  }),
  authenticate: ({ headers }) =>
    headers.authorization === `Bearer ${SIMULATED.apiKey}` ? undefined : relayWire.refusal('bad-credentials'),
  refusal(refusal, retryAfterSeconds) {
    const [status, type, message] = REFUSALS[refusal];
    const after = status === 429 && retryAfterSeconds !== undefined;
    return json(
      status,
      { error: { message, type, code: null } },
      after ? { 'retry-after': String(retryAfterSeconds) } : {},
    );
  },
  routes: [
    {
      method: 'POST',
      path: /^\/v1\/videos$/,
      handle: (request, _params, desk) => openaiCreate(request, desk),
    },
    {
      method: 'GET',
      path: /^\/v1\/videos\/video_(?<id>\d+)$/,
      handle: (_request, { id }, desk) => {
        const task = desk.find(id);
        return task ? json(200, openaiVideo(task, desk.look(task))) : relayWire.refusal('not-found');
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/videos\/video_(?<id>\d+)\/content$/,
      handle: (_request, { id }, desk) => {
        const task = desk.find(id);
        const output = task && desk.view(task).outputs[0];
        return output ? { status: 307, headers: { location: output.url } } : relayWire.refusal('not-found');
      },
    },
    {
      method: 'POST',
      path: /^\/v1\/video\/create$/,
      handle: (request, _params, desk) => apertisCreate(request, desk),
    },
    {
      method: 'GET',
      path: /^\/v1\/video\/query$/,
      handle: (request, _params, desk) => {
        const task = desk.find((request.query.id ?? '').split(':').at(-1) ?? '');
        return task ? json(200, apertisTask(task, desk.look(task), desk)) : relayWire.refusal('not-found');
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/models$/,
      handle: () => json(200, { object: 'list', data: RELAY_MODELS.map((id) => ({ id, object: 'model' })) }),
    },
  ],
};

async function openaiCreate(request: SimulatedRequest, desk: SimulatorDesk): Promise<Answer> {
  const body = request.body ?? (await formOf(request));
  const problem = openaiProblem(body);
  if (problem !== undefined) return json(400, { error: { message: problem, type: 'invalid_request_error' } });
  const [width, height] = String(body.size ?? '1280x720')
    .split('x')
    .map(Number);
  return desk.accept(
    {
      kind: String(body.model),
      body,
      prompt: String(body.prompt ?? ''),
      result: { seconds: Number(body.seconds ?? 8), aspectRatio: `${width}:${height}`, audio: true },
    },
    (task) => json(200, openaiVideo(task, desk.view(task))),
  );
}

/** Multipart as OpenAI's own clients send it; files become their size. */
async function formOf({ rawBody, headers }: SimulatedRequest): Promise<Record<string, unknown>> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return {};
  const form = await new Response(new Uint8Array(rawBody), { headers: { 'content-type': type } }).formData();
  return Object.fromEntries(
    [...form].map(([name, value]) => [name, typeof value === 'string' ? value : { file: value.size }]),
  );
}

const OPENAI_WORDS: Readonly<Record<TaskView['phase'], string>> = {
  queued: 'queued',
  running: 'in_progress',
  unknown: 'pre_heating',
  done: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

function openaiVideo(task: SimulatedTask, view: TaskView): object {
  return {
    id: `video_${task.id}`,
    object: 'video',
    model: task.kind,
    status: OPENAI_WORDS[view.phase],
    progress: view.progress,
    created_at: Math.floor(task.acceptedAt / 1000),
    video_url: view.outputs[0]?.url ?? null,
    ...(view.refusal && { error: { code: view.refusal, message: REFUSALS[view.refusal][2] } }),
  };
}

function apertisCreate(request: SimulatedRequest, desk: SimulatorDesk): Answer {
  const body = request.body ?? {};
  const problem = createProblem(body);
  if (problem !== undefined) return json(400, { error: { message: problem, type: 'invalid_request_error' } });
  return desk.accept(
    {
      kind: String(body.model),
      body,
      prompt: String(body.prompt),
      result: { seconds: 8, aspectRatio: String(body.aspect_ratio ?? '16:9'), audio: true },
    },
    (task) => {
      const { video_url: _later, ...created } = apertisTask(task, desk.view(task), desk);
      return json(200, created);
    },
  );
}

const APERTIS_WORDS: Readonly<Record<TaskView['phase'], string>> = {
  ...OPENAI_WORDS,
  queued: 'pending',
  running: 'processing',
};

/** A stand-in for the relay's language model. */
const enhanced = ({ prompt, body }: SimulatedTask): string =>
  (body as { enhance_prompt?: boolean }).enhance_prompt === true
    ? `${prompt}, cinematic, golden light`
    : prompt;

function apertisTask(task: SimulatedTask, view: TaskView, desk: SimulatorDesk): Record<string, unknown> {
  return {
    id: `${task.kind}:${task.id}`,
    status: APERTIS_WORDS[view.phase],
    video_url: view.outputs[0]?.url ?? null,
    enhanced_prompt: enhanced(task),
    status_update_time: Math.floor((view.phase === 'queued' ? desk.now() : view.updatedAt) / 1000),
    ...(view.refusal && { fail_reason: REFUSALS[view.refusal][2] }),
  };
}
