import assert from 'node:assert/strict';
import { ProviderConformance, RecordedState } from '../provider-conformance';
import { ProviderRig } from '../provider-rig';

/** 13: the environment is not read, two instances do not mix. */
export async function isolationLine(conformance: ProviderConformance): Promise<void> {
  const read = await environmentReads(conformance);
  assert.deepEqual(read, [], 'environment keys were read outside parseOptions');
  await ProviderRig.with(conformance, (first) =>
    ProviderRig.with(conformance, async (second) => {
      const providers = [await first.create(), await second.create()];
      const state = conformance.states.find(({ expect }) => expect === 'completed');
      await Promise.all([first, second].map((rig, index) => useOnce(rig, providers[index], state)));
      assert.deepEqual([strangersIn(first, second), strangersIn(second, first)].flat(), []);
    }),
  );
}

async function useOnce(
  rig: ProviderRig,
  provider: Awaited<ReturnType<ProviderRig['create']>>,
  state: RecordedState | undefined,
): Promise<void> {
  rig.play(rig.conformance.submit.exchange, state?.exchanges);
  const outcome = await rig.submit(provider, { request: state?.request });
  const arrived = rig.conformance.submit.exchange === undefined || rig.upstream.calls.length > 0;
  assert.ok(arrived, 'with two instances, the call of one went to the address of the other');
  if (outcome.kind === 'accepted') await rig.poll(provider, outcome.result.handle);
}

function strangersIn(rig: ProviderRig, other: ProviderRig): string[] {
  const strange = rig.upstream.calls.filter(({ url, text, headers }) =>
    other.secrets.isIn(`${url}\n${text}\n${Object.values(headers).join('\n')}`),
  );
  return strange.map(({ method, path }) => `${method} ${path} carried a secret of the other instance`);
}

async function environmentReads(conformance: ProviderConformance): Promise<string[]> {
  const documented = conformance.plugin?.environment.map(({ name }) => name) ?? [];
  const keys = new Set([...documented, ...(conformance.environmentKeys ?? [])]);
  const reads = new Set<string>();
  const note = (key: string | symbol): void => {
    if (typeof key === 'string' && keys.has(key)) reads.add(key);
  };
  // The one place that touches the environment: it watches who else does.
  // eslint-disable-next-line no-restricted-properties
  const original = process.env;
  const watched = new Proxy(original, {
    get: (target, key) => (note(key), Reflect.get(target, key) as unknown),
    has: (target, key) => (note(key), Reflect.has(target, key)),
    getOwnPropertyDescriptor: (target, key) => (note(key), Reflect.getOwnPropertyDescriptor(target, key)),
  });
  Object.assign(process, { env: watched });
  try {
    await ProviderRig.with(conformance, async (rig) => {
      rig.play(conformance.submit.exchange);
      await rig.submit(await rig.create());
    });
  } finally {
    Object.assign(process, { env: original });
  }
  return [...reads];
}
