import assert from 'node:assert/strict';
import { ERROR_TABLE, ErrorCode } from '../../errors/error-table';
import { GatewayError } from '../../errors/gateway-error';
import { TaskStatus } from '../../task/task';
import { subsetMismatch } from '../upstream/recorded-exchange';
import { DialectConformance, DialectLine } from './dialect-conformance';
import { DialectAnswer, DialectRig, OWNER_ID } from './dialect-rig';

type Problems = readonly (string | undefined)[];
type Check = (rig: DialectRig) => Promise<Problems>;

const STATUSES: readonly TaskStatus[] = [
  'queued',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'stalled',
];

const about = (name: string, problem: string | undefined): string | undefined =>
  problem && `${name}: ${problem}`;

/** 1 */
const create: Check = async (rig) => {
  const problems: (string | undefined)[] = [];
  for (const { name, request, expect } of rig.conformance.creates) {
    const before = rig.gateway.created.length;
    const answer = await rig.send(request);
    const asked = rig.gateway.created.slice(before);
    problems.push(about(name, createProblem(rig, answer, asked, expect)));
  }
  if (rig.conformance.creates.length === 0) problems.push('state at least one create request');
  return problems;
};

function createProblem(
  { conformance }: DialectRig,
  answer: DialectAnswer,
  asked: DialectRig['gateway']['created'],
  expected: object,
): string | undefined {
  if (answer.status >= 300) return `answered ${answer.status} ${answer.text.slice(0, 160)}`;
  if (asked.length !== 1) return `asked the engine for ${asked.length} tasks`;
  const [{ input, caller }] = asked;
  if (caller.ownerId !== OWNER_ID) return `acted for ${caller.ownerId} instead of the caller`;
  if (input.dialect !== conformance.dialect) return `named itself "${input.dialect}"`;
  const id = conformance.idOf(answer.body);
  if (typeof id !== 'string' || !id.startsWith('vid_'))
    return `answered without the task id: ${answer.text.slice(0, 160)}`;
  return subsetMismatch('create', expected, input);
}

/** 2 */
const words: Check = (rig) =>
  forEachStatus(rig, (status, { body }) => {
    const word = rig.conformance.wordOf(body);
    return word === rig.conformance.words[status]
      ? undefined
      : `says ${String(word)}, expected ${rig.conformance.words[status]}`;
  });

/** 3 */
const agreement: Check = (rig) =>
  forEachStatus(rig, (status, { body }) => {
    const { videoUrlOf } = rig.conformance;
    const url = videoUrlOf === 'never' ? undefined : videoUrlOf(body);
    const shown = typeof url === 'string' && url !== '';
    if (status === 'completed' && videoUrlOf !== 'never' && !shown) return 'completed, but shows no video';
    if (status !== 'completed' && shown) return 'shows a video although it is not completed';
    const failure = rig.conformance.failureOf(body);
    return status === 'completed' && typeof failure === 'string' && failure !== ''
      ? 'completed, but shows an error'
      : undefined;
  });

const readStatus = ({ conformance }: DialectRig, state: TaskStatus): number =>
  conformance.readStatuses?.[state] ?? 200;

async function forEachStatus(
  rig: DialectRig,
  judge: (status: TaskStatus, answer: DialectAnswer) => string | undefined,
): Promise<Problems> {
  const problems: (string | undefined)[] = [];
  for (const status of STATUSES) {
    const { id } = rig.gateway.put(status);
    const answer = await rig.retrieve(id);
    const problem =
      answer.status === readStatus(rig, status)
        ? judge(status, answer)
        : `answered ${answer.status} ${answer.text.slice(0, 120)}`;
    problems.push(about(status, problem));
  }
  return problems;
}

/** 4 */
const foreign: Check = async (rig) => {
  const task = rig.gateway.put('completed', {
    dialect: 'some-other',
    providerId: 'some-vendor',
    model: 'a/model:of-1',
    request: {},
    applied: {},
    metadata: { nested: { anything: [1, null] } },
    externalId: 'client-1',
    startedAt: undefined,
  });
  const answer = await rig.retrieve(task.id);
  if (answer.status !== 200)
    return [`a task of another dialect answered ${answer.status} ${answer.text.slice(0, 120)}`];
  return [rig.conformance.idOf(answer.body) === task.id ? undefined : 'the answer has another id'];
};

const WARNING = 'seed is not supported by this model and was ignored';

/** 5 */
const warnings: Check = async (rig) => {
  const { id } = rig.gateway.put('processing', {
    warnings: [{ kind: 'unsupported', field: 'seed', message: WARNING }],
  });
  const { text, headers } = await rig.retrieve(id);
  const visible = `${text}\n${Object.values(headers).join('\n')}`.includes(WARNING);
  return [visible ? undefined : 'a warning of the task is nowhere in the answer'];
};

/** 6 */
const failures: Check = async (rig) => {
  const task = rig.gateway.put('failed');
  const { body, status } = await rig.retrieve(task.id);
  const shown = String(rig.conformance.failureOf(body) ?? '');
  return [
    status === readStatus(rig, 'failed')
      ? undefined
      : `a failed task answered ${status}: reading it is no error`,
    shown.includes(task.error?.message ?? '')
      ? undefined
      : `the reason is missing, the answer says "${shown}"`,
  ];
};

const SECRET_TEXT = 'connect ECONNREFUSED postgres://user:hunter2@db';

/** 7 */
const errors: Check = async (rig) => {
  const problems: (string | undefined)[] = [];
  const { id } = rig.gateway.put('processing');
  const request = rig.conformance.creates[0]?.request;
  for (const code of Object.keys(ERROR_TABLE) as ErrorCode[]) {
    rig.gateway.failure = new GatewayError(code, { param: 'prompt' });
    const status = rig.conformance.statuses?.[code] ?? ERROR_TABLE[code].status;
    const answer = await rig.retrieve(id);
    const problem =
      code === 'not_found' ? unknownProblem(rig, answer, status) : rig.errorProblem(answer, status);
    problems.push(about(`${code} on retrieve`, problem));
    if (request !== undefined)
      problems.push(about(`${code} on create`, rig.errorProblem(await rig.send(request), status)));
  }
  rig.gateway.failure = new Error(SECRET_TEXT);
  const answer = await rig.retrieve(id);
  problems.push(
    about('an unexpected error', rig.errorProblem(answer, rig.conformance.statuses?.internal_error ?? 500)),
  );
  if (answer.text.includes('hunter2')) problems.push('the text of an unexpected error is shown to clients');
  return problems;
};

/** 8 */
const invalid: Check = async (rig) => {
  const problems: (string | undefined)[] = [];
  for (const { name, request, status } of rig.conformance.invalid) {
    problems.push(about(name, rig.errorProblem(await rig.send(request), status)));
  }
  if (rig.conformance.invalid.length === 0) problems.push('state at least one invalid request');
  if (rig.gateway.created.length > 0) problems.push('an invalid request reached the engine');
  return problems;
};

const HOSTILE_BODIES: readonly (readonly [name: string, body: string])[] = [
  ['half a JSON document', '{"prompt": "a'],
  ['a list', '[]'],
  ['a number', '7'],
  ['null', 'null'],
  ['deep nesting', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  [
    'fields of the wrong type',
    '{"prompt": {"a": 1}, "model": [], "image": 5, "duration": {}, "seconds": [], "n": "x"}',
  ],
];

const UNKNOWN_IDS: readonly (readonly [name: string, id: string])[] = [
  ['an unknown id', `vid_${'0'.repeat(26)}`],
  ['an id that is none', encodeURIComponent('../../etc/passwd')],
];

function unknownProblem(rig: DialectRig, answer: DialectAnswer, status?: number): string | undefined {
  const stated = rig.conformance.readStatuses?.unknown ?? status;
  if (stated === undefined || stated >= 400) return rig.errorProblem(answer, stated);
  return answer.status === stated ? undefined : `answered ${answer.status}, expected ${stated}`;
}

/** 9 */
const hostile: Check = async (rig) => {
  const problems: (string | undefined)[] = [];
  const [first] = rig.conformance.creates;
  if (first === undefined) return ['state at least one create request'];
  const headers = { ...first.request.headers, 'content-type': 'application/json' };
  for (const [name, body] of HOSTILE_BODIES) {
    const answer = await rig.send({ ...first.request, headers, body });
    problems.push(about(name, rig.errorProblem(answer)));
    if (answer.status >= 500) problems.push(`${name}: status ${answer.status} blames the server`);
  }
  for (const [name, id] of UNKNOWN_IDS)
    problems.push(about(name, unknownProblem(rig, await rig.retrieve(id))));
  if (rig.gateway.created.length > 0) problems.push('a hostile request reached the engine');
  return problems;
};

export const DIALECT_CHECKS: Readonly<
  Record<DialectLine, { readonly title: string; readonly check: Check }>
> = {
  create: {
    title: 'every create request asks the engine for what it says and answers with the task',
    check: create,
  },
  words: { title: 'every task state has the stated word', check: words },
  agreement: { title: 'no two fields disagree: a video exactly when completed', check: agreement },
  foreign: { title: 'a task made in another dialect can be read', check: foreign },
  warnings: { title: 'warnings of the task are visible', check: warnings },
  failures: { title: 'reading a failed task is no error and shows the reason', check: failures },
  errors: {
    title: 'every error code is answered in the shape of the dialect, unexpected ones without their text',
    check: errors,
  },
  invalid: { title: 'invalid requests are refused before the engine is asked', check: invalid },
  hostile: {
    title: 'malformed bodies and unknown ids are client errors in the shape of the dialect',
    check: hostile,
  },
};

export const runDialectLine = (conformance: DialectConformance, line: DialectLine): Promise<void> =>
  DialectRig.with(conformance, async (rig) => {
    const problems = await DIALECT_CHECKS[line].check(rig);
    assert.deepEqual(
      problems.filter((problem) => problem !== undefined),
      [],
    );
  });
