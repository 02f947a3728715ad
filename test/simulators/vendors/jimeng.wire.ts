import { randomUUID } from 'node:crypto';
import { Answer, json } from '../frame/answer';
import { Refusal } from '../frame/faults';
import { SimulatedRequest } from '../frame/simulated-request';
import { TaskView } from '../frame/simulated-task';
import { SimulatorDesk } from '../frame/simulator-desk';
import { SIMULATED, VendorWire } from '../frame/vendor-wire';
import { visualProblem } from './jimeng-checks';
import { frontDoor, signatureProblem } from './jimeng-signature';

const OK = 10000;

/** Jimeng's visual API: two actions under one address, signed; and under `/jimeng/` a relay's copy of it for a key. */
export const jimengWire: VendorWire = {
  environment: (url) => ({
    JIMENG_BASE_URL: url,
    JIMENG_ACCESS_KEY: SIMULATED.accessKey,
    JIMENG_SECRET_KEY: SIMULATED.secretKey,
    JIMENG_POLL_SECONDS: '1',
  }),
  authenticate,
  refusal(refusal, retryAfterSeconds) {
    const [status, code, message] = REFUSALS[refusal];
    const answer =
      code === OK ? reply(200, OK, 'Success', { status: 'not_found' }) : no(status, code, message);
    if (status !== 429 || retryAfterSeconds === undefined) return answer;
    return { ...answer, headers: { 'retry-after': String(retryAfterSeconds) } };
  },
  routes: [
    { method: 'POST', path: /^\/(?:jimeng\/?)?$/, handle: (request, _params, desk) => act(request, desk) },
  ],
};

const REFUSALS: Readonly<Record<Refusal, readonly [status: number, code: number, message: string]>> = {
  'input-moderation': [400, 50412, 'Text Risk Not Pass'],
  'output-moderation': [400, 50516, 'Post Video Risk Not Pass'],
  'rate-limited': [429, 50429, 'Request Has Reached API Limit, Please Try Later'],
  'concurrency-limited': [429, 50430, 'Request Has Reached API Concurrent Limit, Please Try Later'],
  arrears: [401, 50400, 'Access Denied: account in arrears'],
  'quota-empty': [401, 50400, 'Access Denied: no resource'],
  'account-abnormal': [401, 50400, 'Access Denied: account not verified'],
  'address-refused': [401, 50400, 'Access Denied: address not allowed'],
  'bad-credentials': [401, 50400, 'Access Denied'],
  'invalid-request': [400, 50215, 'Input invalid for this service.'],
  maintenance: [500, 50500, 'Internal Error'],
  'server-error': [500, 50500, 'Internal Error'],
  'not-found': [200, OK, 'Success'],
};

function authenticate(request: SimulatedRequest): Answer | undefined {
  const isRelay = request.path.startsWith('/jimeng');
  if (isRelay && request.headers.authorization === `Bearer ${SIMULATED.apiKey}`) return undefined;
  return signatureProblem(request);
}

const reply = (status: number, code: number, message: string, data: unknown): Answer =>
  json(status, {
    code,
    data,
    message,
    request_id: randomUUID(),
    status: code,
    time_elapsed: '12.3ms',
  });
const ok = (data: unknown): Answer => reply(200, OK, 'Success', data);
const no = (status: number, code: number, message: string): Answer => reply(status, code, message, null);

function act(request: SimulatedRequest, desk: SimulatorDesk): Answer {
  const { Action = '', Version } = request.query;
  const action = ACTIONS[Action];
  if (!action || Version === undefined) {
    return frontDoor(400, 'InvalidActionOrVersion', 100008, `no such action: ${Action}`, Action);
  }
  return action(request.body ?? {}, desk);
}

type Action = (body: Readonly<Record<string, unknown>>, desk: SimulatorDesk) => Answer;

const submit: Action = (body, desk) => {
  const problem = visualProblem(body);
  if (problem !== undefined) return no(400, 50215, problem);
  return desk.accept(
    {
      kind: String(body.req_key),
      body,
      prompt: String(body.prompt ?? ''),
      result: {
        seconds: body.frames === 241 ? 10 : 5,
        ...(typeof body.aspect_ratio === 'string' && { aspectRatio: body.aspect_ratio }),
      },
    },
    (task) => ok({ task_id: task.id }),
  );
};

/** Asked under another key than it was made with, a task does not exist. */
const result: Action = (body, desk) => {
  if (typeof body.req_key !== 'string' || typeof body.task_id !== 'string') {
    return no(400, 50215, 'req_key and task_id are required');
  }
  const task = desk.find(body.task_id);
  return task?.kind === body.req_key ? described(desk.look(task)) : ok({ status: 'not_found' });
};

const ACTIONS: Readonly<Record<string, Action | undefined>> = {
  CVSync2AsyncSubmitTask: submit,
  CVSync2AsyncGetResult: result,
};

const WORDS: Readonly<Record<Exclude<TaskView['phase'], 'failed'>, string>> = {
  queued: 'in_queue',
  running: 'generating',
  unknown: 'pre_heating',
  done: 'done',
  cancelled: 'expired',
};

function described(view: TaskView): Answer {
  if (view.phase === 'failed') {
    const [status, code, message] = REFUSALS[view.refusal ?? 'server-error'];
    return view.refusal === 'output-moderation'
      ? no(status, code, message)
      : no(400, 50520, 'Review service internal error');
  }
  const status = WORDS[view.phase];
  const video_url = view.outputs.at(0)?.url ?? '';
  return ok({ status, video_url, binary_data_base64: null, image_urls: null, aigc_meta_tagged: false });
}
