import { Answer, json } from '../frame/answer';
import { Refusal } from '../frame/faults';
import { SimulatedRequest } from '../frame/simulated-request';
import { SimulatedTask, TaskView } from '../frame/simulated-task';
import { SimulatorDesk } from '../frame/simulator-desk';
import { Route, SIMULATED, VendorWire } from '../frame/vendor-wire';

const TASKS = '/api/v3/contents/generations/tasks';

const error = (status: number, code: string, message: string): Answer =>
  json(status, {
    error: { code, message, param: '', type: status < 500 ? 'BadRequest' : 'InternalServerError' },
  });

const REFUSALS: Readonly<Record<Refusal, readonly [status: number, code: string, message: string]>> = {
  'input-moderation': [
    400,
    'InputTextSensitiveContentDetected',
    'The input text may contain sensitive information',
  ],
  'output-moderation': [
    400,
    'OutputVideoSensitiveContentDetected',
    'The output video may contain sensitive information',
  ],
  'rate-limited': [429, 'RateLimitExceeded.EndpointRPMExceeded', 'Requests per minute exceeded'],
  'concurrency-limited': [429, 'ModelAccountRpmRateLimitExceeded', 'Too many tasks at once'],
  arrears: [403, 'AccountOverdueError', 'Your account is overdue'],
  'quota-empty': [429, 'QuotaExceeded', 'The free quota is used up'],
  'account-abnormal': [403, 'AccessDenied', 'The account is not verified'],
  'address-refused': [403, 'AccessDenied', 'The address is not allowed'],
  'bad-credentials': [401, 'AuthenticationError', 'The API key is invalid'],
  'invalid-request': [400, 'InvalidParameter', 'A parameter is invalid'],
  maintenance: [429, 'ServerOverloaded', 'The service is overloaded'],
  'server-error': [500, 'InternalServiceError', 'Internal error'],
  'not-found': [404, 'ResourceNotFound', 'The specified task is not found'],
};

/** Ark content generation, which sells the Seedance models. */
export const arkWire: VendorWire = {
  environment: (url) => ({
    ARK_BASE_URL: `${url}/api/v3`,
    ARK_API_KEY: SIMULATED.apiKey,
    JIMENG_POLL_SECONDS: '1',
  }),
  authenticate: ({ headers }) =>
    headers.authorization === `Bearer ${SIMULATED.apiKey}`
      ? undefined
      : error(...REFUSALS['bad-credentials']),
  refusal(refusal, retryAfterSeconds) {
    const answer = error(...REFUSALS[refusal]);
    if (answer.status !== 429 || retryAfterSeconds === undefined) return answer;
    return { ...answer, headers: { 'retry-after': String(retryAfterSeconds) } };
  },
  routes: routes(),
};

function routes(): Route[] {
  const all = new RegExp(`^${TASKS}$`);
  const one = new RegExp(`^${TASKS}/(?<id>[\\w-]+)$`);
  const known = (id: string, desk: SimulatorDesk): SimulatedTask | undefined =>
    desk.find(id.replace(/^cgt-/, ''));
  return [
    { method: 'POST', path: all, handle: (request, _params, desk) => create(request, desk) },
    { method: 'GET', path: all, handle: (request, _params, desk) => list(request, desk) },
    {
      method: 'GET',
      path: one,
      handle: (_request, { id }, desk) => {
        const task = known(id, desk);
        return task ? json(200, taskBody(task, desk.look(task))) : desk.refuse('not-found');
      },
    },
    {
      method: 'DELETE',
      path: one,
      handle: (_request, { id }, desk) => {
        const task = known(id, desk);
        return task ? remove(task, desk) : desk.refuse('not-found');
      },
    },
  ];
}

function create(request: SimulatedRequest, desk: SimulatorDesk): Answer {
  const body = request.body ?? {};
  const content = Array.isArray(body.content) ? (body.content as { type?: string; text?: string }[]) : [];
  const problem = arkProblem(body, content);
  if (problem !== undefined) return error(400, `InvalidParameter.${problem}`, `${problem} is invalid`);
  return desk.accept(
    {
      kind: String(body.model),
      body,
      prompt: content.find(({ type }) => type === 'text')?.text ?? '',
      result: {
        seconds: Number(body.duration ?? 5),
        ...(typeof body.ratio === 'string' && body.ratio !== 'adaptive' && { aspectRatio: body.ratio }),
        audio: body.generate_audio !== false && !/seedance-1-0/.test(String(body.model)),
      },
    },
    (task) => json(200, { id: `cgt-${task.id}` }),
  );
}

const ROLES = ['first_frame', 'last_frame', 'reference_image', 'reference_video', 'reference_audio'];
const RESOLUTIONS: readonly unknown[] = ['480p', '720p', '1080p', '4k'];

type Body = Readonly<Record<string, unknown>>;
type Content = readonly { type?: string; role?: string }[];

const filesOf = (content: Content): string[] =>
  content.filter(({ type }) => type !== 'text').map(({ role = 'first_frame' }) => role);
const isOneKind = (roles: readonly string[]): boolean =>
  new Set(roles.map((role) => role.endsWith('frame'))).size <= 1;
const isWithin = (value: unknown, min: number, max: number): boolean =>
  value === undefined || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max);

const CHECKS: readonly (readonly [field: string, holds: (body: Body, content: Content) => boolean])[] = [
  ['model', ({ model }) => /^(doubao-seedance-|ep-)/.test(String(model))],
  ['content', (_body, content) => content.length > 0 && isOneKind(filesOf(content))],
  ['content.role', (_body, content) => filesOf(content).every((role) => ROLES.includes(role))],
  ['duration', ({ duration }) => isWithin(duration, 2, 30)],
  ['seed', ({ seed }) => isWithin(seed, -1, 2 ** 32 - 1)],
  ['resolution', ({ resolution }) => resolution === undefined || RESOLUTIONS.includes(resolution)],
];

/** The field Ark would refuse; unknown fields it ignores. */
const arkProblem = (body: Body, content: Content): string | undefined =>
  CHECKS.find(([, holds]) => !holds(body, content))?.[0];

function list(request: SimulatedRequest, desk: SimulatorDesk): Answer {
  const size = Number(request.query.page_size ?? 20);
  if (!(size >= 1 && size <= 500)) return error(400, 'InvalidParameter.page_size', 'page_size is invalid');
  const tasks = [...desk.tasks.values()].reverse();
  const items = tasks.slice(0, size).map((task) => taskBody(task, desk.view(task)));
  return json(200, { items, total: tasks.length });
}

/** A queued task is cancelled, a finished one forgotten, a running one goes on. */
function remove(task: SimulatedTask, desk: SimulatorDesk): Answer {
  const { phase } = desk.view(task);
  if (phase === 'running' || phase === 'unknown') {
    return error(409, 'InvalidAction.RunningTaskDeletion', 'A running task cannot be deleted');
  }
  if (phase === 'queued') task.cancelled = true;
  else desk.tasks.delete(task.id);
  return json(200, {});
}

const WORDS: Readonly<Record<TaskView['phase'], string>> = {
  queued: 'queued',
  running: 'running',
  unknown: 'pre_heating',
  done: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

function taskBody(task: SimulatedTask, view: TaskView): object {
  const [, code, message] = view.refusal ? REFUSALS[view.refusal] : [];
  const url = view.outputs.at(0)?.url;
  return {
    id: `cgt-${task.id}`,
    model: task.kind,
    status: WORDS[view.phase],
    ...(code !== undefined && { error: { code, message } }),
    created_at: Math.floor(task.acceptedAt / 1000),
    updated_at: Math.floor(view.updatedAt / 1000),
    ...(view.phase === 'done' && {
      content: url === undefined ? {} : { video_url: url },
      usage: { completion_tokens: task.result.seconds * 21780, total_tokens: task.result.seconds * 21780 },
    }),
  };
}
