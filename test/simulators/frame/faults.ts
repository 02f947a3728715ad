/** Why a vendor says no, in no vendor's words. Every wire file has a body for each of them. */
export type Refusal =
  | 'input-moderation'
  | 'output-moderation'
  | 'rate-limited'
  | 'concurrency-limited'
  | 'arrears'
  | 'quota-empty'
  | 'account-abnormal'
  | 'address-refused'
  | 'bad-credentials'
  | 'invalid-request'
  | 'maintenance'
  | 'server-error'
  | 'not-found';

/** When a fault strikes: on a create request, on questions about one task, or on its result file. */
export type FaultPhase = 'create' | 'query' | 'result';

interface FaultRow {
  readonly phase: FaultPhase;
  readonly description: string;
  /** Create faults that are plain refusals, answered in the vendor's own body. */
  readonly refusal?: Refusal;
}

/** Every fault by name. The command line prints this table. */
export const FAULTS = {
  'input-moderation': {
    phase: 'create',
    refusal: 'input-moderation',
    description: 'the prompt or image is refused',
  },
  'rate-limited': {
    phase: 'create',
    refusal: 'rate-limited',
    description: '429 for too many requests, with Retry-After',
  },
  'concurrency-limited': {
    phase: 'create',
    refusal: 'concurrency-limited',
    description: '429 because every slot is taken',
  },
  arrears: { phase: 'create', refusal: 'arrears', description: 'the account owes money' },
  'quota-empty': { phase: 'create', refusal: 'quota-empty', description: 'the prepaid pack is used up' },
  'account-abnormal': {
    phase: 'create',
    refusal: 'account-abnormal',
    description: 'the account is blocked (a 429 at Kling)',
  },
  'address-refused': {
    phase: 'create',
    refusal: 'address-refused',
    description: 'the address is not on the allow-list (a 429 at Kling)',
  },
  'bad-credentials': {
    phase: 'create',
    refusal: 'bad-credentials',
    description: 'valid credentials are refused',
  },
  'invalid-request': { phase: 'create', refusal: 'invalid-request', description: 'a parameter is refused' },
  maintenance: { phase: 'create', refusal: 'maintenance', description: '503, nothing accepted' },
  'server-error-before': {
    phase: 'create',
    refusal: 'server-error',
    description: "the vendor's 500, nothing accepted",
  },
  'server-error-after': { phase: 'create', description: "the vendor's 500 although the task was accepted" },
  'proxy-error-after': {
    phase: 'create',
    description: '502 with an HTML body although the task was accepted',
  },
  'lost-request': { phase: 'create', description: 'the connection closes, nothing accepted' },
  'lost-response': { phase: 'create', description: 'the task is accepted, the connection closes' },
  'slow-create': { phase: 'create', description: 'the task is accepted, the answer never comes' },
  'malformed-create': {
    phase: 'create',
    description: 'the task is accepted, the answer is half a JSON body',
  },

  'output-moderation': { phase: 'query', description: 'fails moderation when it would be done' },
  'moderation-after-polls': {
    phase: 'query',
    description: 'runs for `polls` questions, then fails moderation',
  },
  'generation-failed': { phase: 'query', description: "ends as failed with the vendor's server error" },
  'unknown-status': { phase: 'query', description: 'a status word nobody documented while it runs' },
  'done-without-url': { phase: 'query', description: 'done, but without a result' },
  'late-success': { phase: 'query', description: 'done only after `seconds` (default ten times as long)' },
  'never-finishes': { phase: 'query', description: 'runs forever' },
  'poll-hangs': { phase: 'query', description: 'questions are never answered' },
  'poll-flaps': {
    phase: 'query',
    description: 'every other question fails: 503, HTML, half JSON, dropped, 429',
  },
  'malformed-poll': { phase: 'query', description: 'answers are half a JSON body' },
  'poll-rate-limited': { phase: 'query', description: 'questions are answered with 429' },
  'task-vanishes': { phase: 'query', description: 'the vendor no longer knows the task' },

  'link-expired': { phase: 'result', description: 'result links are dead before the first download' },
  'link-expired-once': {
    phase: 'result',
    description: 'the first link is dead, links of later answers work',
  },
  'slow-body': { phase: 'result', description: 'the file trickles in' },
  'cut-body': { phase: 'result', description: 'the connection closes in the middle of the file' },
  'cut-body-once': {
    phase: 'result',
    description: 'the connection closes in the middle of the first download',
  },
  'not-a-video': { phase: 'result', description: 'the link answers 200 with an HTML page' },
} as const satisfies Record<string, FaultRow>;

export type FaultName = keyof typeof FAULTS;

export interface Fault {
  readonly name: FaultName;
  /** Strikes this many create requests or tasks, then never again. Default: no limit. */
  readonly times?: number;
  /** Strikes every n-th one only: 20 = 5 %. Default: 1. */
  readonly every?: number;
  /** `moderation-after-polls`: questions answered before it fails. Default: 3. */
  readonly polls?: number;
  /** `late-success`: simulated seconds until done. */
  readonly seconds?: number;
  /** Retry-After of 429 answers, in seconds. Default: 1. */
  readonly retryAfterSeconds?: number;
}

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(FAULTS, name);

export const faultRow = (name: FaultName): FaultRow => FAULTS[name];
