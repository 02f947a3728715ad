import { Answer, json } from '../frame/answer';
import { Refusal } from '../frame/faults';
import { TaskView } from '../frame/simulated-task';

/* How Google words its answers. */

type Row = readonly [status: number, word: string, message: string, reason?: string];

const REFUSALS: Readonly<Record<Refusal, Row>> = {
  'input-moderation': [
    400,
    'INVALID_ARGUMENT',
    'The prompt could not be submitted. It contains words that violate our Responsible AI practices. Support codes: 61493863',
  ],
  'output-moderation': [400, 'INVALID_ARGUMENT', 'Blocked. Support codes: 64151117'],
  'rate-limited': [429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for requests per minute per base model.'],
  'concurrency-limited': [429, 'RESOURCE_EXHAUSTED', 'Too many concurrent long-running requests.'],
  arrears: [429, 'RESOURCE_EXHAUSTED', 'Your project has exceeded its spending cap.'],
  'quota-empty': [429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'],
  'account-abnormal': [403, 'PERMISSION_DENIED', 'This project has been suspended.'],
  'address-refused': [403, 'PERMISSION_DENIED', 'The provided API key has an IP address restriction.'],
  'bad-credentials': [
    400,
    'INVALID_ARGUMENT',
    'API key not valid. Please pass a valid API key.',
    'API_KEY_INVALID',
  ],
  'invalid-request': [400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'],
  maintenance: [503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'],
  'server-error': [500, 'INTERNAL', 'An internal error has occurred.'],
  'not-found': [404, 'NOT_FOUND', 'Requested entity was not found.'],
};

/** A refusal, with the delay where real ones have it: in the details. */
export function googleRefusal(refusal: Refusal, retryAfterSeconds?: number): Answer {
  const [status, word, message, reason] = REFUSALS[refusal];
  const retry = status === 429 && retryAfterSeconds !== undefined;
  const details = [
    ...(reason === undefined
      ? []
      : [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }]),
    ...(retry
      ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterSeconds}s` }]
      : []),
  ];
  return json(status, {
    error: { code: status, message, status: word, ...(details.length > 0 && { details }) },
  });
}

export const unauthenticated = (): Answer =>
  json(401, {
    error: {
      code: 401,
      message: 'Request had invalid authentication credentials. Expected OAuth 2 access token.',
      status: 'UNAUTHENTICATED',
    },
  });

export const invalid = (message: string): Answer =>
  json(400, { error: { code: 400, message, status: 'INVALID_ARGUMENT' } });

/** The parts of an operation that do not depend on where its videos are. */
export function operationState(view: TaskView): Record<string, unknown> {
  if (view.phase === 'unknown') return { done: 'PRE_HEATING' };
  if (view.phase === 'queued' || view.phase === 'running') return {};
  if (view.refusal === 'server-error') return { done: true, error: { code: 13, message: 'Internal error.' } };
  return { done: true };
}

/** What replaces the videos that a filter kept back. */
export const FILTERED = {
  raiMediaFilteredCount: 1,
  raiMediaFilteredReasons: [
    "Veo could not generate videos because the output violated Vertex AI's usage guidelines. Support codes: 64151117",
  ],
};
