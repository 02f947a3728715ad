import { CredentialSlot, ModelDescriptor, ProviderDescriptor, VideoProvider } from '@onereel/core';
import { aliasWarnings, foreignOptions } from './alias-warnings';
import { CredentialPicker } from './credential-picker';
import { ModelRouter, type Route } from './model-router';
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
  return routerWith({}, credentials);
}

function routerWith(aliases: Readonly<Record<string, string>>, credentials: CredentialSlot[]): ModelRouter {
  const provider = credentials.length === 0 ? undefined : ({ credentials } as unknown as VideoProvider);
  const entry: RegisteredProvider = { id: 'acme', descriptor: DESCRIPTOR, provider, missing: ['ACME_KEY'] };
  const registry = { list: () => [entry], get: () => entry };
  const pairs = Object.entries(aliases).map(([name, targets]) => [name, targets.split('|')] as const);
  const settings = { defaultModel: undefined, modelAliases: new Map(pairs) };
  return new ModelRouter(registry as never, settings, new CredentialPicker());
}
function first(of: ModelRouter, name: string): Route {
  for (const route of of.routes(name)) return route;
  throw new Error(`${name} leads nowhere`);
}
const all: CredentialSlot = { id: 'all', weight: 1 };
const onlyTwo: CredentialSlot = { id: 'only-two', weight: 1, models: ['two'] };

describe('ModelRouter and credentials that serve some models', () => {
  it('picks among the credentials that serve the model', () => {
    const both = router(all, onlyTwo);
    expect([first(both, 'one'), first(both, 'one')].map(({ credentialId }) => credentialId)).toEqual([
      'all',
      'all',
    ]);
    const turns = Array.from({ length: 4 }, () => first(both, 'two').credentialId);
    expect(new Set(turns)).toEqual(new Set(['all', 'only-two']));
  });

  it('treats a model that no credential serves as unconfigured, also as the default', () => {
    const partial = router(onlyTwo);
    expect(partial.models().map(({ configured, isDefault }) => [configured, isDefault])).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(first(partial, '').model.id).toBe('two');
    expect(() => first(partial, 'one')).toThrow(/ACME_KEY/);
  });

  it('has no default without any credential', () => {
    expect(() => first(router(), '')).toThrow(/no model/);
    expect(() => first(router(), 'one')).toThrow(/ACME_KEY/);
  });
});

describe('ModelRouter and the aliases of the operator', () => {
  const ALIASES = { 'sora-2': 'two', best: 'acme/one', one: 'two', broken: 'three' };
  const aliased = (): ModelRouter => routerWith(ALIASES, [all]);

  it.each([
    ['sora-2', 'two'],
    ['SORA-2', 'two'],
    ['best', 'one'],
    ['one', 'two'],
  ])('leads %s to %s and says so', (name, id) => {
    expect(first(aliased(), name)).toMatchObject({ model: { id }, alias: name });
  });

  it('says nothing where the provider itself has the name', () => {
    expect(first(aliased(), 'acme/two').alias).toBeUndefined();
    expect(first(aliased(), '').alias).toBeUndefined();
  });

  it('lists them with the rows they lead to', () => {
    expect(
      aliased()
        .models()
        .map(({ model }) => [model.id, model.aliases]),
    ).toEqual([
      ['one', ['best']],
      ['two', ['sora-2', 'one']],
    ]);
  });

  it('offers all places in order, each once, those that rest behind the others of their row', () => {
    const many = routerWith({ best: 'two|one|acme/two|three' }, [all, onlyTwo]);
    const rests = ({ credentialId }: { credentialId: string }): boolean => credentialId === 'all';
    const places = [...many.routes('best', rests)].map((route) => `${route.model.id}/${route.credentialId}`);
    expect(places).toEqual(['two/only-two', 'two/all', 'one/all']);
    expect([many.hasChoice('best'), many.hasChoice('one')]).toEqual([true, false]);
  });

  it('names the setting when an alias leads nowhere', () => {
    expect(() => first(aliased(), 'broken')).toThrow(
      /"three", which ONEREEL_MODEL_ALIASES names for "broken"/,
    );
  });
});

describe('warnings about aliases', () => {
  it('name the model that serves and the extras that nobody reads', () => {
    const route = { ...first(router(all), 'two'), alias: 'sora-2' };
    expect(aliasWarnings(route)).toEqual([
      {
        kind: 'compatibility',
        field: 'model',
        message: expect.stringMatching(/sora-2 is served by two \(acme\)/),
      },
    ]);
    expect(aliasWarnings(first(router(all), 'two'))).toEqual([]);
    const options = { acme: { a: 1 }, other: { b: 2 } };
    expect(foreignOptions({ providerOptions: options }, route).map(({ field }) => field)).toEqual([
      'providerOptions.other',
    ]);
    expect(foreignOptions({}, route)).toEqual([]);
  });
});
