import { Inject, Injectable } from '@nestjs/common';
import { GatewayError, type ListedModel, type ModelDescriptor } from '@onereel/core';
import { CredentialPicker } from './credential-picker';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { unconfigured } from './generate/vendor-calls';
import { PROVIDER_REGISTRY, type ProviderRegistry, type RegisteredProvider } from './provider-registry';

export interface Route {
  readonly providerId: string;
  readonly model: ModelDescriptor;
  readonly credentialId: string;
}

interface Candidate {
  readonly entry: RegisteredProvider;
  readonly model: ModelDescriptor;
}

/** Model name → provider, model row, credential. Names are looked up, never taken apart. */
@Injectable()
export class ModelRouter {
  /** Lower-case id, alias or `<provider>/<id>` → rows, in the order the operator listed the providers. */
  private readonly names = new Map<string, Candidate[]>();

  constructor(
    @Inject(PROVIDER_REGISTRY) private readonly registry: ProviderRegistry,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'defaultModel'>,
    private readonly credentials: CredentialPicker,
  ) {
    // Ids first: another provider's alias never shadows a model's own name.
    this.index((model) => [model.id]);
    this.index((model) => model.aliases ?? []);
  }

  /** An empty name is the default model. Throws `model_not_found`, `provider_unconfigured`. */
  route(name: string): Route {
    const candidates = name === '' ? this.defaults() : this.names.get(name.toLowerCase());
    if (candidates === undefined || candidates.length === 0) throw this.unknown(name);
    const ready = candidates.find(({ entry }) => entry.provider !== undefined);
    if (ready?.entry.provider === undefined) {
      throw unconfigured(candidates[0].entry.id, candidates[0].entry.missing);
    }
    const { entry, model } = ready;
    const { id } = this.credentials.pick(entry.id, ready.entry.provider.credentials);
    return { providerId: entry.id, model, credentialId: id };
  }

  models(): readonly ListedModel[] {
    const standard = this.defaults()?.find(({ entry }) => entry.provider !== undefined)?.model;
    return this.registry.list().flatMap(({ id, descriptor, provider, missing }) =>
      descriptor.models.map((model) => ({
        providerId: id,
        provider: { title: descriptor.title, homepage: descriptor.homepage },
        model,
        configured: provider !== undefined,
        isDefault: model === standard,
        missing,
      })),
    );
  }

  private defaults(): Candidate[] | undefined {
    const { defaultModel } = this.settings;
    if (defaultModel !== undefined) return this.names.get(defaultModel.toLowerCase());
    return this.registry
      .list()
      .filter(({ provider }) => provider !== undefined)
      .flatMap((entry) => entry.descriptor.models.slice(0, 1).map((model) => ({ entry, model })));
  }

  private index(namesOf: (model: ModelDescriptor) => readonly string[]): void {
    for (const entry of this.registry.list()) {
      for (const model of entry.descriptor.models) {
        for (const name of namesOf(model)) {
          this.add(name, { entry, model });
          this.add(`${entry.id}/${name}`, { entry, model });
        }
      }
    }
  }

  private add(name: string, candidate: Candidate): void {
    const key = name.toLowerCase();
    this.names.set(key, [...(this.names.get(key) ?? []), candidate]);
  }

  private unknown(name: string): GatewayError {
    const known = this.models()
      .filter(({ configured }) => configured)
      .map(({ model }) => model.id);
    const offer = known.length === 0 ? 'No provider is configured.' : `Available: ${known.join(', ')}.`;
    return new GatewayError('model_not_found', {
      message: `There is no model "${name.slice(0, 100)}". ${offer}`,
      param: 'model',
    });
  }
}
