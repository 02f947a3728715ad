import { Answer, json } from '../frame/answer';
import { SimulatedRequest } from '../frame/simulated-request';
import { SimulatedTask } from '../frame/simulated-task';
import { SimulatorDesk } from '../frame/simulator-desk';
import { googleRefusal, invalid } from './google-answers';
import { GEMINI_MODELS, googleProblem, VERTEX_MODELS } from './google-checks';

const MODELS = { vertex: VERTEX_MODELS, gemini: GEMINI_MODELS };

/** `predictLongRunning` of either API; `nameOf` makes the operation's name. */
export function createOperation(
  request: SimulatedRequest,
  model: string,
  flavor: 'vertex' | 'gemini',
  desk: SimulatorDesk,
  nameOf: (task: SimulatedTask) => string,
): Answer {
  const limits = MODELS[flavor][model];
  if (!limits) return googleRefusal('not-found');
  const body = request.body ?? {};
  const problem = googleProblem(body, limits, flavor);
  if (problem !== undefined) return invalid(problem);
  const [{ prompt }] = body.instances as { prompt?: string }[];
  const { durationSeconds, aspectRatio, sampleCount, generateAudio } = (body.parameters ?? {}) as Record<
    string,
    unknown
  >;
  return desk.accept(
    {
      kind: model,
      body,
      prompt: prompt ?? '',
      result: {
        seconds: Number(durationSeconds ?? 8),
        aspectRatio: String(aspectRatio ?? '16:9'),
        audio: generateAudio !== false,
        count: Number(sampleCount ?? 1),
      },
    },
    (task) => json(200, { name: nameOf(task) }),
  );
}
