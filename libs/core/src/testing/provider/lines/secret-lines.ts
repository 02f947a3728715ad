import assert from 'node:assert/strict';
import { GatewayError } from '../../../errors/gateway-error';
import { fakeUpstream, FakeUpstream } from '../../upstream/fake-upstream';
import { RecordedExchange } from '../../upstream/recorded-exchange';
import { asList, ProviderConformance, RecordedState } from '../provider-conformance';
import { ProviderRig } from '../provider-rig';
import { failureCases, mapResponse } from '../provoke-failure';
import { printable } from '../secret-watch';

/** 11: a sentinel secret shows up in no error, warning, handle, log line or URL. */
export async function secretsLine(conformance: ProviderConformance): Promise<void> {
  const found = await Promise.all([
    ProviderRig.with(conformance, async (rig) => {
      const { descriptor } = await rig.create();
      return leaks(rig, 'the descriptor', descriptor);
    }),
    ...conformance.states.map((state) => ProviderRig.with(conformance, (rig) => leaksOfState(rig, state))),
    ...failureCases(conformance).map(({ name }, index) =>
      ProviderRig.with(conformance, async (rig) => {
        const { error, raw } = await failureCases(conformance, repeatSecrets(rig))[index].provoke(rig);
        return leaks(rig, `the error of ${name}`, [error, GatewayError.isInstance(raw) ? raw : undefined]);
      }),
    ),
  ]);
  assert.deepEqual([...new Set(found.flat())], [], 'a secret was found where it does not belong');
}

async function leaksOfState(rig: ProviderRig, state: RecordedState): Promise<string[]> {
  const provider = await rig.create();
  rig.play(rig.conformance.submit.exchange);
  const outcome = await rig.submit(provider, { request: state.request });
  const found = leaks(rig, 'the handle or a warning', outcome);
  if (outcome.kind === 'failed') return found;
  const polled = await rig.reach(provider, state, outcome.result.handle);
  return [...found, ...leaks(rig, `the result of polling ${state.name}`, polled)];
}

function leaks(rig: ProviderRig, where: string, value: unknown): string[] {
  return [
    rig.secrets.isIn(printable(value)) && where,
    rig.upstream.calls.some(({ url }) => rig.secrets.isIn(url)) && 'a URL',
    rig.secrets.isIn(rig.logs.join('\n')) && 'a log line',
  ].filter((place) => place !== false);
}

const TALKING = /message|msg|detail|reason|description|error/i;

/** Vendors and relays sometimes repeat the key they refused: here all of them do. */
const repeatSecrets =
  (rig: ProviderRig) =>
  (exchange: RecordedExchange): RecordedExchange => ({
    ...exchange,
    response: (call) => {
      const { response } = mapResponse(exchange, (recorded) => ({
        ...recorded,
        body: addSecrets(recorded.body, rig.secrets.all),
      }));
      return typeof response === 'function' ? response(call) : (response ?? {});
    },
  });

function addSecrets(body: unknown, secrets: readonly string[], key = ''): unknown {
  if (typeof body === 'string')
    return TALKING.test(key) && body.includes(' ') ? `${body} (key: ${secrets.join(' ')})` : body;
  if (Array.isArray(body)) return body.map((item) => addSecrets(item, secrets, key));
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, addSecrets(value, secrets, name)]),
  );
}

/** 12: credentials never go to another origin. */
export const originsLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const stranger = await fakeUpstream([
      { request: { method: 'GET', path: /.*/ }, response: { body: 'a file' } },
      { request: { method: 'POST', path: /.*/ }, response: { body: {} } },
    ]);
    try {
      await redirectEverything(rig, stranger);
      const followed = stranger.calls.flatMap(({ method, path, headers, url, text }) => {
        const named = Object.keys(headers).filter((name) =>
          /authorization|api-?key|cookie|token|signature/.test(name),
        );
        const carries = rig.secrets.isIn(`${url}\n${text}\n${Object.values(headers).join('\n')}`);
        return named.length > 0 || carries
          ? [`${method} ${path} with ${named.join(', ') || 'a secret'}`]
          : [];
      });
      assert.deepEqual(followed, [], 'credentials followed a redirect to another origin');
    } finally {
      await stranger.close();
    }
  });

async function redirectEverything(rig: ProviderRig, stranger: FakeUpstream): Promise<void> {
  const { conformance } = rig;
  const away = (exchange: RecordedExchange): RecordedExchange => ({
    ...exchange,
    fault: undefined,
    response: ({ path }) => ({ status: 307, headers: { location: stranger.origin + path } }),
  });
  const provider = await rig.create();
  if (conformance.submit.exchange !== undefined) {
    rig.play(away(conformance.submit.exchange));
    await rig.submit(provider);
  }
  for (const state of conformance.states) {
    const handle = await rig.accepted(provider, state.request);
    await rig.reach(provider, { ...state, exchanges: asList(state.exchanges).map(away) }, handle);
  }
  await redirectDownload(rig, away);
}

async function redirectDownload(
  rig: ProviderRig,
  away: (exchange: RecordedExchange) => RecordedExchange,
): Promise<void> {
  const { conformance } = rig;
  const completed = conformance.states.find(({ expect }) => expect === 'completed');
  const provider = await rig.create();
  if (conformance.output === undefined || completed === undefined || provider.openOutput === undefined)
    return;
  const handle = await rig.accepted(provider, completed.request);
  const outcome = await rig.reach(provider, completed, handle);
  if (outcome.kind !== 'answered' || outcome.result.state !== 'completed') return;
  for (const output of outcome.result.outputs.filter(({ source }) => source.kind === 'provider')) {
    rig.play(asList(conformance.output.exchanges).map(away));
    const opened = await provider.openOutput(output, handle, rig.context()).catch(() => undefined);
    opened?.stream.on('error', () => undefined).resume();
  }
}
