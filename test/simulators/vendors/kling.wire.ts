import { verify } from 'jsonwebtoken';
import { Answer } from '../frame/answer';
import { SimulatedRequest } from '../frame/simulated-request';
import { SimulatorDesk } from '../frame/simulator-desk';
import { Route, SIMULATED, VendorWire } from '../frame/vendor-wire';
import { envelope, invalid, legacyTask, newApiTask, ok, REFUSALS } from './kling-answers';
import { legacyProblem, newApiProblem } from './kling-checks';

/** Kling: the older API with the model in the body, and the newer one with the model in the path. */
export const klingWire: VendorWire = {
  environment: (url) => ({
    KLING_BASE_URL: url,
    KLING_ACCESS_KEY: SIMULATED.accessKey,
    KLING_SECRET_KEY: SIMULATED.secretKey,
    KLING_POLL_SECONDS: '1',
  }),
  authenticate,
  refusal(refusal, retryAfterSeconds) {
    const [status, code, message] = REFUSALS[refusal];
    const answer = envelope(status, code, message);
    if (status !== 429 || retryAfterSeconds === undefined) return answer;
    return { ...answer, headers: { 'retry-after': String(retryAfterSeconds) } };
  },
  routes: [...legacyRoutes(), ...newApiRoutes(), ...accountRoutes()],
};

function authenticate(request: SimulatedRequest): Answer | undefined {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return envelope(401, 1001, 'Authorization is empty');
  if (token === SIMULATED.apiKey) return undefined;
  if (!request.path.includes('/v1/') && !request.path.startsWith('/account')) {
    return envelope(401, 1002, 'This API takes API keys only');
  }
  return tokenProblem(token);
}

const TOKEN_PROBLEMS: Readonly<Record<string, Answer>> = {
  NotBeforeError: envelope(401, 1003, 'Authorization is not yet valid'),
  TokenExpiredError: envelope(401, 1004, 'Authorization has expired'),
};

function tokenProblem(token: string): Answer | undefined {
  const invalidToken = envelope(401, 1002, 'Authorization is invalid');
  try {
    const claims = verify(token, SIMULATED.secretKey, { algorithms: ['HS256'] });
    const isOurs =
      typeof claims === 'object' && claims.iss === SIMULATED.accessKey && claims.exp !== undefined;
    return isOurs ? undefined : invalidToken;
  } catch (error) {
    return TOKEN_PROBLEMS[error instanceof Error ? error.name : ''] ?? invalidToken;
  }
}

/* The older API, also under `/kling` as relays serve it. */

function legacyRoutes(): Route[] {
  const one = /^(?:\/kling)?\/v1\/videos\/(?<kind>[\w-]+)\/(?<id>[^/]+)$/;
  const all = /^(?:\/kling)?\/v1\/videos\/(?<kind>[\w-]+)$/;
  return [
    { method: 'POST', path: all, handle: (request, { kind }, desk) => legacyCreate(request, kind, desk) },
    {
      method: 'GET',
      path: one,
      handle: (_request, { kind, id }, desk) => {
        const wanted = decodeURIComponent(id);
        const task = desk.find(wanted) ?? desk.findByReference(wanted);
        return task?.kind === kind ? ok(legacyTask(task, desk.look(task))) : klingWire.refusal('not-found');
      },
    },
    { method: 'GET', path: all, handle: (request, { kind }, desk) => legacyList(request, kind, desk) },
  ];
}

function legacyCreate(request: SimulatedRequest, kind: string, desk: SimulatorDesk): Answer {
  const body = request.body ?? {};
  const relayed = request.path.startsWith('/kling');
  const problem = legacyProblem(kind, relayed ? { model_name: body.model, ...body } : body);
  if (problem !== undefined) return invalid(problem);
  const reference = text(body.external_task_id);
  if (reference !== undefined && desk.findByReference(reference)) {
    return invalid('external_task_id is already in use');
  }
  return desk.accept(
    {
      kind,
      body,
      reference,
      prompt: text(body.prompt) ?? '',
      result: {
        seconds: Number(body.duration ?? 5),
        aspectRatio: text(body.aspect_ratio),
        audio: body.sound === 'on',
      },
    },
    (task) => ok(legacyTask(task, desk.view(task))),
  );
}

function legacyList(request: SimulatedRequest, kind: string, desk: SimulatorDesk): Answer {
  const page = Number(request.query.pageNum ?? 1);
  const size = Number(request.query.pageSize ?? 30);
  if (!(page >= 1 && page <= 1000 && size >= 1 && size <= 500))
    return invalid('pageNum or pageSize out of range');
  const tasks = [...desk.tasks.values()].filter((task) => task.kind === kind).reverse();
  return ok(tasks.slice((page - 1) * size, page * size).map((task) => legacyTask(task, desk.view(task))));
}

/* The newer API. */

function newApiRoutes(): Route[] {
  return [
    {
      method: 'POST',
      path: /^\/(?<kind>text-to-video|image-to-video|omni-video|motion-control)\/(?<model>[\w.-]+)$/,
      handle: (request, { kind, model }, desk) => newApiCreate(request, kind, model, desk),
    },
    { method: 'GET', path: /^\/tasks$/, handle: (request, _params, desk) => newApiQuery(request, desk) },
    {
      method: 'POST',
      path: /^\/tasks$/,
      handle: (_request, _params, desk) => {
        const result = [...desk.tasks.values()].map((task) => newApiTask(task, desk.view(task)));
        return ok({ result, count: result.length, next_cursor: '', has_more: false });
      },
    },
  ];
}

function newApiCreate(request: SimulatedRequest, kind: string, model: string, desk: SimulatorDesk): Answer {
  const body = request.body ?? {};
  const problem = newApiProblem(kind, model, body);
  if (problem !== undefined) return invalid(problem);
  const settings = (body.settings ?? {}) as Record<string, unknown>;
  const options = (body.options ?? {}) as Record<string, unknown>;
  const reference = text(options.external_task_id);
  if (reference !== undefined && desk.findByReference(reference))
    return invalid('external_task_id is already in use');
  return desk.accept(
    {
      kind,
      body,
      reference,
      prompt: text(body.prompt) ?? JSON.stringify(body.contents ?? ''),
      result: {
        seconds: Number(settings.duration ?? 5),
        aspectRatio: text(settings.aspect_ratio),
        audio: settings.audio === 'native' || model.endsWith('turbo'),
      },
    },
    (task) => {
      const { id, status, create_time, update_time, external_id } = newApiTask(task, desk.view(task));
      return ok({ id, status, create_time, update_time, external_id });
    },
  );
}

function newApiQuery(request: SimulatedRequest, desk: SimulatorDesk): Answer {
  const { task_ids: ids, external_task_ids: references } = request.query;
  if ((ids === undefined) === (references === undefined))
    return invalid('give task_ids or external_task_ids');
  const tasks = ids
    ? ids.split(',').map((id) => desk.find(id))
    : references.split(',').map((reference) => desk.findByReference(reference));
  const found = tasks.filter((task) => task !== undefined);
  return ok(found.map((task) => newApiTask(task, desk.look(task))));
}

function accountRoutes(): Route[] {
  const packs = [{ resource_pack_name: 'simulated', status: 'online', total_quantity: 100 }];
  return [
    {
      method: 'GET',
      path: /^(?:\/kling)?\/account\/costs$/,
      handle: (request) =>
        Number(request.query.start_time) > 0 && Number(request.query.end_time) > 0
          ? ok({ code: 0, msg: 'success', resource_pack_subscribe_infos: packs })
          : invalid('start_time and end_time are required'),
    },
  ];
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
