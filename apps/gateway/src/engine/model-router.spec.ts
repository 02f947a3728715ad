import { CredentialSlot, ModelDescriptor, ProviderDescriptor, VideoProvider } from '@onereel/core';
import { CredentialPicker } from './credential-picker';
import { ModelRouter } from './model-router';
import type { RegisteredProvider } from './provider-registry';

const model = (id: string): ModelDescriptor => ({
  id,
  vendorModel: id,
  modes: ['text-to-video'],
  supports: {},
});
const DESCRIPTOR: ProviderDescriptor = {
  id: 'acme',
  title: 'Acme',
  models: [model('one'), model('two')],
  poll: { firstSeconds: 1, intervalSeconds: 1 },
  deadlineSeconds: 60,
  features: { cancel: false, reconcile: false, callback: false, check: false, clientReference: false },
};

function router(...credentials: CredentialSlot[]): ModelRouter {
  const provider = credentials.length === 0 ? undefined : ({ credentials } as unknown as VideoProvider);
  const entry: RegisteredProvider = { id: 'acme', descriptor: DESCRIPTOR, provider, missing: ['ACME_KEY'] };
  const registry = { list: () => [entry], get: () => entry };
  return new ModelRouter(registry as never, { defaultModel: undefined }, new CredentialPicker());
}
const all: CredentialSlot = { id: 'all', weight: 1 };
const onlyTwo: CredentialSlot = { id: 'only-two', weight: 1, models: ['two'] };

describe('ModelRouter and credentials that serve some models', () => {
  it('picks among the credentials that serve the model', () => {
    const both = router(all, onlyTwo);
    expect([both.route('one'), both.route('one')].map(({ credentialId }) => credentialId)).toEqual([
      'all',
      'all',
    ]);
    const turns = Array.from({ length: 4 }, () => both.route('two').credentialId);
    expect(new Set(turns)).toEqual(new Set(['all', 'only-two']));
  });

  it('treats a model that no credential serves as unconfigured, also as the default', () => {
    const partial = router(onlyTwo);
    expect(partial.models().map(({ configured, isDefault }) => [configured, isDefault])).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(partial.route('').model.id).toBe('two');
    expect(() => partial.route('one')).toThrow(/ACME_KEY/);
  });

  it('has no default without any credential', () => {
    expect(() => router().route('')).toThrow(/no model/);
    expect(() => router().route('one')).toThrow(/ACME_KEY/);
  });
});
