import assert from 'node:assert/strict';
import { mismatch } from '../../upstream/recorded-exchange';
import { asList, ProviderConformance } from '../provider-conformance';
import { CREDENTIAL_ID, describeFailure, ProviderRig } from '../provider-rig';

const MAX_HANDLE_BYTES = 4096;
const MAX_SUBMIT_MS = 3000;

/** 2: submit makes the expected call and does not wait for the result. */
export const submitLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const { exchange, vendorId } = conformance.submit;
    rig.play(exchange);
    const startedAt = performance.now();
    const outcome = await rig.submit(await rig.create());
    assert.equal(outcome.kind, 'accepted', `submit failed: ${describeFailure(outcome)} ${rig.hints()}`);
    assert.ok(
      performance.now() - startedAt < MAX_SUBMIT_MS,
      'submit took seconds: it may not wait for the result',
    );
    assert.deepEqual(rig.upstream.unexpected, [], 'submit made calls beyond the recorded ones');
    if (exchange !== undefined) {
      const creates = rig.upstream.calls.filter((call) => mismatch(exchange.request, call) === undefined);
      assert.equal(creates.length, 1, `submit sent the create call ${creates.length} times`);
    }
    if (outcome.kind !== 'accepted') return;
    const { id } = outcome.result.handle;
    assert.ok(typeof vendorId === 'string' ? id === vendorId : vendorId.test(id), `handle.id is "${id}"`);
  });

/** 3: the handle survives JSON and works on a fresh instance. */
export const handleLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const completed = conformance.states.find(({ expect }) => expect === 'completed');
    assert.ok(completed, 'record at least one completed state');
    const handle = await rig.accepted(await rig.create(), completed.request);
    const text = JSON.stringify(handle);
    const copy = JSON.parse(text) as typeof handle;
    assert.deepEqual(copy, handle, 'the handle changes when it is stored as JSON');
    assert.ok(
      Buffer.byteLength(text) < MAX_HANDLE_BYTES,
      `the handle has ${Buffer.byteLength(text)} bytes, 4 KB is the limit`,
    );
    assert.ok(Number.isInteger(handle.v) && handle.v >= 1, 'handle.v must be a whole number from 1');
    assert.equal(handle.credentialId, CREDENTIAL_ID, 'handle.credentialId is not the one of the context');
    const outcome = await rig.reach(await rig.create(), completed, copy);
    const state = outcome.kind === 'answered' ? outcome.result.state : describeFailure(outcome);
    assert.equal(state, 'completed', `a fresh instance cannot use the handle ${rig.hints()}`);
  });

/** 10: the client reference reaches the vendor where the descriptor claims it, and finds the task again. */
export const referenceLine = (conformance: ProviderConformance): Promise<void> =>
  ProviderRig.with(conformance, async (rig) => {
    const provider = await rig.create();
    const context = rig.context();
    rig.play(conformance.submit.exchange);
    await rig.submit(provider, { context });
    const hasVendor = conformance.submit.exchange !== undefined;
    if (provider.descriptor.features.clientReference && hasVendor) {
      const reached = rig.upstream.calls.some(({ url, text }) =>
        (url + text).includes(context.clientReference),
      );
      assert.ok(reached, 'features.clientReference is true, but the reference is in no call to the vendor');
    }
    if (provider.reconcile === undefined) return;
    assert.ok(
      provider.descriptor.features.clientReference || !hasVendor,
      'reconcile needs features.clientReference',
    );
    assert.ok(
      conformance.reconcile,
      'the provider has reconcile: record `reconcile.found` and `reconcile.missing`',
    );
    rig.play(conformance.reconcile.found);
    const found = await provider.reconcile(context.clientReference, context);
    assert.equal(found.outcome, 'found', `reconcile did not find the task ${rig.hints()}`);
    const asked = rig.upstream.calls.some(({ url, text }) => (url + text).includes(context.clientReference));
    assert.ok(
      asked || asList(conformance.reconcile.found).length === 0,
      'reconcile did not ask for the client reference',
    );
    rig.play(conformance.reconcile.missing);
    const unknown = rig.context();
    const missing = await provider.reconcile(unknown.clientReference, unknown);
    assert.equal(missing.outcome, 'not_found', 'reconcile invented a task');
  });
