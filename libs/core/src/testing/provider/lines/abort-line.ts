import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../../errors/gateway-error';
import { CallContext, SubmitContext } from '../../../provider/call-context';
import { mismatch, RecordedExchange, UpstreamCall } from '../../upstream/recorded-exchange';
import { asList, ProviderConformance, Recorded } from '../provider-conformance';
import { PollOutcome, ProviderRig, SubmitOutcome } from '../provider-rig';

/** What a host aborts with at shutdown: an error of its own table, which is still no answer of the vendor. */
const reason = (): GatewayError => new GatewayError('shutting_down');

const SETTLE_MS = 250;
const GRACE_MS = 1000;

type Call = (context: SubmitContext & CallContext) => Promise<SubmitOutcome | PollOutcome>;

/** 9: an aborted signal stops the call and leaves no timer or socket. */
export const abortLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const provider = await rig.create();
    const { exchange } = conformance.submit;
    const running = conformance.states.find(({ expect }) => expect !== 'failed' && expect !== 'completed');
    await stopsBeforeCalling(rig, 'submit', exchange, (context) => rig.submit(provider, { context }));
    if (exchange === undefined) return;
    await stopsWhileWaiting(rig, 'submit', exchange, (context) => rig.submit(provider, { context }));
    const handle = await rig.accepted(provider, running?.request);
    const poll: Call = (context) => rig.poll(provider, handle, context);
    await stopsBeforeCalling(rig, 'poll', running?.exchanges, poll);
    await stopsWhileWaiting(rig, 'poll', running?.exchanges, poll);
  });

async function stopsBeforeCalling(
  rig: ProviderRig,
  what: string,
  recorded: Recorded | undefined,
  call: Call,
): Promise<void> {
  rig.play(recorded);
  const outcome = await call(rig.context(AbortSignal.abort(reason())));
  assert.equal(outcome.kind, 'failed', `${what} went on although its signal was aborted before`);
  assert.equal(
    rig.upstream.calls.length,
    0,
    `${what} called the vendor although its signal was aborted before`,
  );
}

async function stopsWhileWaiting(
  rig: ProviderRig,
  what: string,
  recorded: Recorded | undefined,
  call: Call,
): Promise<void> {
  const hanging = asList(recorded).map((exchange) => ({ ...exchange, fault: 'hang' as const }));
  rig.play(hanging);
  const before = { timers: timers(), connections: rig.upstream.openConnections };
  const controller = new AbortController();
  const arrived = untilHanging(rig, hanging);
  const pending = call(rig.context(controller.signal));
  await Promise.race([arrived, pending]);
  controller.abort(reason());
  const outcome = await within(SETTLE_MS, pending);
  assert.ok(outcome !== undefined, `${what} did not end within ${SETTLE_MS} ms of the abort`);
  assert.ok(
    outcome.kind === 'failed' && !('thrown' in outcome && !outcome.thrown),
    `${what} turned the abort into an answer; let the rejection through`,
  );
  await nothingLeft(rig, what, before);
}

async function within<Value>(ms: number, pending: Promise<Value>): Promise<Value | undefined> {
  const over = new AbortController();
  const late = sleep(ms, undefined, { signal: over.signal }).catch(() => undefined);
  try {
    return await Promise.race([pending, late]);
  } finally {
    over.abort();
  }
}

/** Token calls may come first; the wait is over when a call hangs. */
async function untilHanging(rig: ProviderRig, hanging: readonly RecordedExchange[]): Promise<void> {
  let call: UpstreamCall;
  do call = await rig.upstream.nextCall();
  while (hanging.every(({ request }) => mismatch(request, call) !== undefined));
}

async function nothingLeft(
  rig: ProviderRig,
  what: string,
  before: { timers: number; connections: number },
): Promise<void> {
  rig.dropConnections();
  const deadline = performance.now() + GRACE_MS;
  let left: string[] = [];
  do {
    await sleep(20);
    left = [
      timers() > before.timers ? `${timers() - before.timers} timer(s)` : '',
      rig.upstream.openConnections > before.connections ? 'a connection' : '',
    ].filter((item) => item !== '');
  } while (left.length > 0 && performance.now() < deadline);
  assert.deepEqual(left, [], `after an aborted ${what} something is left`);
}

const timers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'Immediate').length;
