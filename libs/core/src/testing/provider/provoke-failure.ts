import { ErrorCode } from '../../errors/error-table';
import { ErrorDetail } from '../../errors/gateway-error';
import { VideoProvider } from '../../provider/video-provider';
import { closedOrigin } from '../upstream/fake-upstream';
import { RecordedExchange, RecordedResponse, UpstreamFault } from '../upstream/recorded-exchange';
import {
  asList,
  FailureClass,
  NeverFails,
  ProviderConformance,
  Recorded,
  RecordedFailure,
  RecordedState,
} from './provider-conformance';
import { describeFailure, PollOutcome, ProviderRig, SubmitOutcome } from './provider-rig';

/** One way to fail that the suite tries. */
export interface FailureCase {
  readonly name: string;
  readonly class: FailureClass;
  /** Any of these is right. */
  readonly codes: readonly ErrorCode[];
  /** Seconds the answer asked to wait. */
  readonly retryAfterSeconds?: number;
  /** Expected instead of the table's. */
  readonly retryable?: boolean;
  provoke(rig: ProviderRig): Promise<ProvokedFailure>;
}

export interface ProvokedFailure {
  /** The failure, or `undefined` when the provider saw none. */
  readonly error?: ErrorDetail;
  /** What happened, for messages. */
  readonly description: string;
  /** `rejected` says the vendor certainly did not take the task. */
  readonly rejected: boolean;
  /** What was thrown or returned, for line 11. */
  readonly raw: unknown;
}

const RETRY_AFTER_SECONDS = 7;

const VENDOR_CODES: Record<
  Exclude<FailureClass, 'malformedBody' | 'noConnection' | 'timeout'>,
  ErrorCode[]
> = {
  credentials: ['provider_authentication'],
  credit: ['provider_insufficient_balance'],
  rateLimit: ['provider_rate_limited'],
  moderation: ['moderated_input', 'moderated_output', 'moderated_audio'],
  invalidRequest: ['provider_invalid_request', 'invalid_parameter', 'invalid_image', 'invalid_media'],
  vendorFault: ['provider_unavailable', 'provider_failed', 'submit_unknown'],
};

type WireCase = [FailureClass, on: 'submit' | 'poll', UpstreamFault | 'refused', ErrorCode];

const WIRE_CASES: readonly WireCase[] = [
  ['malformedBody', 'submit', 'malformed_json', 'submit_unknown'],
  ['malformedBody', 'poll', 'malformed_json', 'provider_bad_response'],
  ['noConnection', 'submit', 'refused', 'provider_unreachable'],
  ['noConnection', 'poll', 'reset', 'provider_unreachable'],
  ['timeout', 'submit', 'hang', 'submit_unknown'],
  ['timeout', 'submit', 'drop_after_accept', 'submit_unknown'],
  ['timeout', 'poll', 'hang', 'provider_timeout'],
];

export type Rewrite = (exchange: RecordedExchange) => RecordedExchange;

const isNever = (failure: RecordedFailure | NeverFails): failure is NeverFails => 'never' in failure;

/** Failure classes the vendor does not know, as `name: reason`. */
export const neverFailing = ({ failures }: ProviderConformance): string[] =>
  Object.entries(failures).flatMap(([name, failure]) =>
    isNever(failure) ? [`${name}: ${failure.never}`] : [],
  );

/** Every failure to try. `rewrite` may change recorded answers, e.g. make the vendor repeat a key. */
export function failureCases(
  conformance: ProviderConformance,
  rewrite: Rewrite = (same) => same,
): FailureCase[] {
  const given = Object.entries(conformance.failures).flatMap(([name, failure]) =>
    isNever(failure) ? [] : [recordedCase(name as FailureClass, failure, rewrite)],
  );
  const wire = WIRE_CASES.filter(([name]) => conformance.failures[name] === undefined);
  return [...given, ...wire.map((row) => wireCase(conformance, row))];
}

function recordedCase(name: FailureClass, failure: RecordedFailure, rewrite: Rewrite): FailureCase {
  const on = failure.on ?? 'submit';
  const isLimit = name === 'rateLimit' && failure.exchanges !== undefined;
  const prepare: Rewrite = (exchange) => rewrite(isLimit ? askToWait(exchange) : exchange);
  const exchanges = failure.exchanges === undefined ? undefined : asList(failure.exchanges).map(prepare);
  return {
    name: `${name} on ${on}`,
    class: name,
    codes: failure.code === undefined ? usualCodes(name, on) : [failure.code],
    ...(isLimit && { retryAfterSeconds: RETRY_AFTER_SECONDS }),
    ...(failure.retryable !== undefined && { retryable: failure.retryable }),
    provoke: async (rig) => {
      const provider = await rig.create();
      if (on === 'poll') {
        const state: RecordedState = { ...failure, name, exchanges, expect: 'failed' };
        return fromPoll(await rig.reach(provider, state));
      }
      return submitAgainst(rig, provider, exchanges ?? [], failure);
    },
  };
}

function usualCodes(name: FailureClass, on: 'submit' | 'poll'): readonly ErrorCode[] {
  if (name in VENDOR_CODES) return VENDOR_CODES[name as keyof typeof VENDOR_CODES];
  return WIRE_CASES.filter((row) => row[0] === name && row[1] === on).map((row) => row[3]);
}

function wireCase(conformance: ProviderConformance, [name, on, fault, code]: WireCase): FailureCase {
  const broken = (recorded: Recorded | undefined): RecordedExchange[] =>
    asList(recorded).map((exchange) => (fault === 'refused' ? exchange : { ...exchange, fault }));
  const running = conformance.states.find(({ expect }) => expect !== 'failed' && expect !== 'completed');
  return {
    name: `${name} (${fault}) on ${on}`,
    class: name,
    codes: [code],
    provoke: async (rig) => {
      if (on === 'poll') {
        const state: RecordedState = {
          name,
          ...running,
          exchanges: broken(running?.exchanges),
          expect: 'processing',
        };
        return fromPoll(await rig.reach(await rig.create(), state));
      }
      const provider = await rig.create(fault === 'refused' ? await closedOrigin() : undefined);
      return submitAgainst(rig, provider, broken(conformance.submit.exchange), {});
    },
  };
}

async function submitAgainst(
  rig: ProviderRig,
  provider: VideoProvider,
  exchanges: Recorded,
  { request }: Pick<RecordedFailure, 'request'>,
): Promise<ProvokedFailure> {
  rig.play(exchanges);
  return fromSubmit(await rig.submit(provider, { request }));
}

const fromSubmit = (outcome: SubmitOutcome): ProvokedFailure =>
  outcome.kind === 'accepted'
    ? { description: 'submit accepted the task', rejected: false, raw: outcome.result }
    : {
        error: outcome.error,
        description: describeFailure(outcome),
        rejected: !outcome.thrown,
        raw: outcome.raw,
      };

function fromPoll(outcome: PollOutcome): ProvokedFailure {
  if (outcome.kind === 'failed') {
    return { error: outcome.error, description: describeFailure(outcome), rejected: false, raw: outcome.raw };
  }
  const { result } = outcome;
  const error = result.state === 'failed' ? result.error : undefined;
  const description = error === undefined ? `poll said ${result.state}` : `${error.code} "${error.message}"`;
  return { ...(error !== undefined && { error }), description, rejected: false, raw: result };
}

const askToWait: Rewrite = (exchange) =>
  mapResponse(exchange, (response) => ({
    ...response,
    headers: { ...response.headers, 'retry-after': String(RETRY_AFTER_SECONDS) },
  }));

/** Changes the answer of an exchange, whether it is data or a function. */
export function mapResponse(
  exchange: RecordedExchange,
  change: (response: RecordedResponse) => RecordedResponse,
): RecordedExchange {
  const { response = {} } = exchange;
  return {
    ...exchange,
    response: typeof response === 'function' ? (call) => change(response(call)) : change(response),
  };
}
