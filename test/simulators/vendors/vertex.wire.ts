import { readFile } from 'node:fs/promises';
import { Answer, json } from '../frame/answer';
import { SimulatedRequest } from '../frame/simulated-request';
import { SimulatedTask } from '../frame/simulated-task';
import { SimulatorDesk } from '../frame/simulator-desk';
import { Route, SIMULATED, VendorWire } from '../frame/vendor-wire';
import { grantToken, isProven } from './google-account';
import { FILTERED, googleRefusal, invalid, operationState, unauthenticated } from './google-answers';
import { VERTEX_MODELS } from './google-checks';
import { createOperation } from './google-create';

const PARENT = 'projects/simulated-project/locations/us-central1';
const VERSION = '\\/v1(?:beta1)?\\/';
const PLACE = '(?:projects\\/[\\w-]+\\/locations\\/[\\w-]+\\/)?';
const MODEL = 'publishers\\/google\\/models\\/(?<model>[\\w.-]+)';
const pathOf = (rest: string): RegExp => new RegExp(`^${VERSION}${PLACE}${MODEL}${rest}$`);

/** Vertex AI: long-running predictions, with a service account's tokens or an express key. */
export const vertexWire: VendorWire = {
  environment: (url) => ({
    VEO_VERTEX_BASE_URL: url,
    VEO_STORAGE_BASE_URL: url,
    VEO_VERTEX_API_KEY: SIMULATED.apiKey,
    VEO_POLL_SECONDS: '1',
  }),
  // Tokens end in simulated time, which only the desk knows: see `guarded`.
  authenticate: () => undefined,
  refusal: googleRefusal,
  routes: [
    {
      method: 'POST',
      path: /^\/token$/,
      open: true,
      handle: (request, _params, desk) => grantToken(request, desk.now()),
    },
    guarded('POST', pathOf(':predictLongRunning'), (request, { model }, desk) =>
      createOperation(request, model, 'vertex', desk, nameOf),
    ),
    guarded('POST', pathOf(':fetchPredictOperation'), fetchOperation),
    guarded('GET', pathOf(''), (_request, { model }) =>
      VERTEX_MODELS[model]
        ? json(200, { name: `publishers/google/models/${model}`, versionId: '001', launchStage: 'GA' })
        : googleRefusal('not-found'),
    ),
    guarded('GET', /^\/storage\/v1\/b\/[\w-]+\/o\/(?<object>[^/]+)$/, storedFile),
  ],
};

function guarded(method: Route['method'], path: RegExp, handle: Route['handle']): Route {
  return {
    method,
    path,
    handle(request, params, desk) {
      if (isProven(request, desk.now())) return handle(request, params, desk);
      return request.headers['x-goog-api-key'] === undefined
        ? unauthenticated()
        : googleRefusal('bad-credentials');
    },
  };
}

const nameOf = ({ kind, id }: SimulatedTask): string =>
  `${PARENT}/publishers/google/models/${kind}/operations/${id}`;

async function fetchOperation(
  request: SimulatedRequest,
  { model }: Readonly<Record<string, string>>,
  desk: SimulatorDesk,
): Promise<Answer> {
  const name = request.body?.operationName;
  if (typeof name !== 'string') return invalid('operationName is required');
  const task = desk.find(name.split('/').at(-1) ?? '');
  if (!task || nameOf(task) !== name || task.kind !== model) return googleRefusal('not-found');
  const view = desk.look(task);
  const type = 'type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse';
  const base = { name, ...operationState(view) };
  if (view.refusal === 'output-moderation')
    return json(200, { ...base, response: { '@type': type, ...FILTERED } });
  if (view.phase !== 'done') return json(200, base);
  const videos = await Promise.all(view.outputs.map(({ id }) => videoOf(task, id, desk)));
  return json(200, { ...base, response: { '@type': type, raiMediaFilteredCount: 0, videos } });
}

async function videoOf(task: SimulatedTask, id: string, desk: SimulatorDesk): Promise<object> {
  const { storageUri } = ((task.body as Record<string, unknown>).parameters ?? {}) as Record<string, unknown>;
  if (typeof storageUri === 'string') {
    return { gcsUri: `${storageUri.replace(/\/$/, '')}/${task.id}/${id}.mp4`, mimeType: 'video/mp4' };
  }
  const file =
    task.faults.get('result')?.name === 'not-a-video'
      ? Buffer.from('<html>Sign in to continue</html>')
      : await readFile(await desk.resultPath(task));
  return { bytesBase64Encoded: file.toString('base64'), mimeType: 'video/mp4' };
}

async function storedFile(
  request: SimulatedRequest,
  { object }: Readonly<Record<string, string>>,
  desk: SimulatorDesk,
): Promise<Answer> {
  const task = desk.find(decodeURIComponent(object).split('/').at(-2) ?? '');
  if (!task || request.query.alt !== 'media') return googleRefusal('not-found');
  if (task.faults.get('result')?.name === 'link-expired') return googleRefusal('not-found');
  return { status: 200, contentType: 'video/mp4', file: await desk.resultPath(task) };
}
