import { Inject, Injectable } from '@nestjs/common';
import {
  type CredentialSlot,
  GatewayError,
  type ListedModel,
  type ModelDescriptor,
  type VideoProvider,
} from '@onereel/core';
import { CredentialPicker } from './credential-picker';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { unconfigured } from './generate/vendor-calls';
import { PROVIDER_REGISTRY, type ProviderRegistry, type RegisteredProvider } from './provider-registry';

export interface Route {
  readonly providerId: string;
  readonly model: ModelDescriptor;
  readonly credentialId: string;
  readonly provider: Pick<VideoProvider, 'validate'>;
  /** The operator's alias that led here. */
  readonly alias?: string;
}

interface Candidate {
  readonly entry: RegisteredProvider;
  readonly model: ModelDescriptor;
}

/** The credentials that serve a model row; none = unconfigured. */
const slotsFor = ({ entry, model }: Candidate): readonly CredentialSlot[] =>
  (entry.provider?.credentials ?? []).filter(({ models }) => models?.includes(model.id) ?? true);

const isServed = (candidate: Candidate): boolean => slotsFor(candidate).length > 0;

/** Model name → provider, model row, credential. Names are looked up, never taken apart. */
@Injectable()
export class ModelRouter {
  /** Lower-case id, alias or `<provider>/<id>` → rows, in the order the operator listed the providers. */
  private readonly names = new Map<string, Candidate[]>();
  private listed?: readonly ListedModel[];

  constructor(
    @Inject(PROVIDER_REGISTRY) private readonly registry: ProviderRegistry,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'defaultModel' | 'modelAliases'>,
    private readonly credentials: CredentialPicker,
  ) {
    // Ids first: another provider's alias never shadows a model's own name.
    this.index((model) => [model.id]);
    this.index((model) => model.aliases ?? []);
  }

  /** An empty name is the default model. Throws `model_not_found`, `provider_unconfigured`. */
  route(name: string): Route {
    const candidates = name === '' ? this.defaults() : this.named(name);
    if (candidates === undefined || candidates.length === 0) throw this.unknown(name);
    const ready = candidates.find(isServed);
    const provider = ready?.entry.provider;
    if (ready === undefined || provider === undefined) {
      throw unconfigured(candidates[0].entry.id, candidates[0].entry.missing);
    }
    const { entry, model } = ready;
    const { id } = this.credentials.pick(entry.id, slotsFor(ready));
    const isAlias = this.aliasOf(name) !== undefined;
    return { providerId: entry.id, model, credentialId: id, provider, ...(isAlias && { alias: name }) };
  }

  /** Worked out once: the registry and the aliases are constant after boot. */
  models(): readonly ListedModel[] {
    return (this.listed ??= this.list());
  }

  private list(): readonly ListedModel[] {
    const standard = this.defaults()?.find(isServed)?.model;
    return this.registry.list().flatMap((entry) =>
      entry.descriptor.models.map((model) => ({
        providerId: entry.id,
        provider: { title: entry.descriptor.title, homepage: entry.descriptor.homepage },
        model: this.withOwnAliases(entry.id, model),
        configured: isServed({ entry, model }),
        isDefault: model === standard,
        missing: entry.missing,
      })),
    );
  }

  private defaults(): Candidate[] | undefined {
    const { defaultModel } = this.settings;
    if (defaultModel !== undefined) return this.named(defaultModel);
    return this.registry.list().flatMap((entry) => {
      const first = entry.descriptor.models.find((model) => isServed({ entry, model }));
      return first === undefined ? [] : [{ entry, model: first }];
    });
  }

  private named(name: string): Candidate[] | undefined {
    return this.names.get((this.aliasOf(name) ?? name).toLowerCase());
  }

  private aliasOf(name: string): string | undefined {
    return this.settings.modelAliases?.get(name.toLowerCase());
  }

  /** The row as clients see it: the operator's aliases are names of it like its own. */
  private withOwnAliases(providerId: string, model: ModelDescriptor): ModelDescriptor {
    const leadsHere = (target: string): boolean =>
      this.names
        .get(target.toLowerCase())
        ?.some(({ entry, model: row }) => entry.id === providerId && row === model) ?? false;
    const own = [...(this.settings.modelAliases ?? [])].filter(([, target]) => leadsHere(target));
    return own.length === 0
      ? model
      : { ...model, aliases: [...(model.aliases ?? []), ...own.map(([name]) => name)] };
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
    const target = this.aliasOf(name);
    const what =
      target === undefined
        ? `"${name.slice(0, 100)}"`
        : `"${target}", which ONEREEL_MODEL_ALIASES names for "${name}"`;
    return new GatewayError('model_not_found', {
      message: `There is no model ${what}. ${offer}`,
      param: 'model',
    });
  }
}
