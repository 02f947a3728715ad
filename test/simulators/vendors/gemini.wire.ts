import { Answer, json } from '../frame/answer';
import { SimulatedRequest } from '../frame/simulated-request';
import { SimulatedTask } from '../frame/simulated-task';
import { SimulatorDesk } from '../frame/simulator-desk';
import { SIMULATED, VendorWire } from '../frame/vendor-wire';
import { FILTERED, googleRefusal, operationState } from './google-answers';
import { GEMINI_MODELS } from './google-checks';
import { createOperation } from './google-create';

/** The former Gemini developer API, as proxies serve it: operations read by name, files behind the key and a redirect. */
export const geminiWire: VendorWire = {
  environment: (url) => ({
    GEMINI_BASE_URL: `${url}/v1beta`,
    GEMINI_API_KEY: SIMULATED.apiKey,
    VEO_POLL_SECONDS: '1',
  }),
  authenticate: ({ headers, query }) =>
    [headers['x-goog-api-key'], query.key].includes(SIMULATED.apiKey)
      ? undefined
      : googleRefusal('bad-credentials'),
  refusal: googleRefusal,
  routes: [
    {
      method: 'POST',
      path: /^\/v1beta\/models\/(?<model>[\w.-]+):predictLongRunning$/,
      handle: (request, { model }, desk) => createOperation(request, model, 'gemini', desk, nameOf),
    },
    {
      method: 'GET',
      path: /^\/v1beta\/models\/(?<model>[\w.-]+)\/operations\/(?<id>\w+)$/,
      handle: readOperation,
    },
    { method: 'GET', path: /^\/v1beta\/files\/(?<id>\d+)f(?<index>\d+):download$/, handle: readFile },
    {
      method: 'GET',
      path: /^\/v1beta\/models$/,
      handle: () =>
        json(200, { models: Object.keys(GEMINI_MODELS).map((name) => ({ name: `models/${name}` })) }),
    },
  ],
};

const nameOf = ({ kind, id }: SimulatedTask): string => `models/${kind}/operations/${id}`;

function readOperation(
  request: SimulatedRequest,
  { model, id }: Readonly<Record<string, string>>,
  desk: SimulatorDesk,
): Answer {
  const task = desk.find(id);
  if (!task || task.kind !== model) return googleRefusal('not-found');
  const view = desk.look(task);
  const base = { name: nameOf(task), ...operationState(view) };
  const response = (part: object): Answer =>
    json(200, {
      ...base,
      response: {
        '@type': 'type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse',
        generateVideoResponse: part,
      },
    });
  if (view.refusal === 'output-moderation') return response(FILTERED);
  if (view.phase !== 'done') return json(200, base);
  const origin = `http://${request.headers.host}`;
  return response({
    generatedSamples: view.outputs.map((_output, index) => ({
      video: { uri: `${origin}/v1beta/files/${task.id}f${index}:download?alt=media` },
    })),
  });
}

/** The link itself needs the key; what it redirects to does not. */
function readFile(
  _request: SimulatedRequest,
  { id, index }: Readonly<Record<string, string>>,
  desk: SimulatorDesk,
): Answer {
  const task = desk.find(id);
  const output = task && desk.view(task).outputs[Number(index)];
  return output ? { status: 302, headers: { location: output.url } } : googleRefusal('not-found');
}
