import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { VideoProvider } from '../../../provider/video-provider';
import { ProviderConformance } from '../provider-conformance';
import { ProviderRig } from '../provider-rig';

/** 14: optional methods are present exactly when the descriptor says so; cancel is idempotent; outputs can be opened. */
export const capabilitiesLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const provider = await rig.create();
    const { features } = provider.descriptor;
    const present = {
      cancel: provider.cancel !== undefined,
      reconcile: provider.reconcile !== undefined,
      callback: provider.parseCallback !== undefined,
      check: provider.check !== undefined,
    };
    const { cancel, reconcile, callback, check } = features;
    assert.deepEqual(
      present,
      { cancel, reconcile, callback, check },
      'descriptor.features and the methods differ',
    );
    if (provider.cancel !== undefined) await cancelTwice(rig, provider);
    await openOutputs(rig, provider);
  });

async function cancelTwice(rig: ProviderRig, provider: VideoProvider): Promise<void> {
  const { conformance } = rig;
  assert.ok(conformance.cancel !== undefined || conformance.submit.exchange === undefined, 'record `cancel`');
  const handle = await rig.accepted(provider);
  rig.play(conformance.cancel);
  for (const time of ['first', 'second']) {
    const result = await provider.cancel?.(handle, rig.context()).catch((error: unknown) => {
      throw new assert.AssertionError({
        message: `the ${time} cancel threw ${String(error)} ${rig.hints()}`,
      });
    });
    assert.match(
      String(result?.outcome),
      /^(cancelled|too_late|unsupported)$/,
      `the ${time} cancel gave no outcome`,
    );
  }
}

async function openOutputs(rig: ProviderRig, provider: VideoProvider): Promise<void> {
  const { conformance } = rig;
  for (const state of conformance.states.filter(({ expect }) => expect === 'completed')) {
    const handle = await rig.accepted(provider, state.request);
    const outcome = await rig.reach(provider, state, handle);
    if (outcome.kind !== 'answered' || outcome.result.state !== 'completed') continue;
    for (const output of outcome.result.outputs.filter(({ source }) => source.kind === 'provider')) {
      assert.ok(provider.openOutput, `${state.name}: output ${output.id} needs openOutput, which is missing`);
      if (conformance.output === undefined) continue;
      rig.play(conformance.output.exchanges);
      const { stream } = await provider.openOutput(output, handle, rig.context());
      const bytes = await readAll(stream);
      assert.ok(
        bytes.equals(conformance.output.bytes),
        `${state.name}: output ${output.id} has other bytes ${rig.hints()}`,
      );
    }
  }
}

async function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of Readable.from(stream)) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
