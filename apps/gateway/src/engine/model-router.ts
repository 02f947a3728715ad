import { Inject, Injectable } from '@nestjs/common';
import {
  type CredentialSlot,
  GatewayError,
  type ListedModel,
  type ModelDescriptor,
  type VideoProvider,
} from '@onereel/core';
import type { ExecutionIdentity } from '@onereel/core/engine';
import { CredentialPicker } from './credential-picker';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { unconfigured } from './generate/vendor-calls';
import { PROVIDER_REGISTRY, type ProviderRegistry, type RegisteredProvider } from './provider-registry';

type CredentialPlace = Pick<ExecutionIdentity, 'providerId' | 'credentialId'>;

/** One model row together with one credential that serves it. */
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

  /**
   * Every place that serves the name, best first: the candidates in their order, the credentials of each taking turns, those that
   * rest behind the others. An empty name is the default model. Turns are taken as the places are asked for, so ask for no more
   * than needed. Throws `model_not_found`, `provider_unconfigured`.
   */
  *routes(name: string, rests: (place: CredentialPlace) => boolean = () => false): Generator<Route> {
    const candidates = this.check(name);
    const alias = this.targetsOf(name) === undefined ? {} : { alias: name };
    for (const { entry, model } of candidates) {
      const { id: providerId, provider } = entry;
      if (provider === undefined) continue;
      for (const credentialId of this.turns(slotsFor({ entry, model }), providerId, rests)) {
        yield { providerId, model, credentialId, provider, ...alias };
      }
    }
  }

  /** The rows behind a name, of which at least one is served. Throws as `routes`. */
  check(name: string): readonly Candidate[] {
    const candidates = name === '' ? this.defaults() : this.named(name);
    if (candidates === undefined || candidates.length === 0) throw this.unknown(name);
    if (!candidates.some(isServed)) throw unconfigured(candidates[0].entry.id, candidates[0].entry.missing);
    return candidates;
  }

  /** The operator's own name for what requests without a model get; empty when it is a model's name or nobody's. */
  defaultAlias(): string {
    const { defaultModel = '' } = this.settings;
    return this.targetsOf(defaultModel) === undefined ? '' : defaultModel;
  }

  /** Could a task of this name ever go elsewhere? */
  hasChoice(name: string): boolean {
    const slots = (this.named(name) ?? []).flatMap((candidate) => slotsFor(candidate));
    return slots.length > 1;
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

  private *turns(
    slots: readonly CredentialSlot[],
    providerId: string,
    rests: (place: CredentialPlace) => boolean,
  ): Generator<string> {
    let rest = slots;
    while (rest.length > 0) {
      const awake = rest.filter(({ id }) => !rests({ providerId, credentialId: id }));
      const { id } = this.credentials.pick(providerId, awake.length > 0 ? awake : rest);
      yield id;
      rest = rest.filter((slot) => slot.id !== id);
    }
  }

  /** In the order of the alias; a row that several of its targets lead to stands once. */
  private named(name: string): Candidate[] | undefined {
    const targets = this.targetsOf(name) ?? [name];
    const found = targets.flatMap((target) => this.names.get(target.toLowerCase()) ?? []);
    const isFirst = ({ entry, model }: Candidate, index: number): boolean =>
      found.findIndex((other) => other.entry === entry && other.model === model) === index;
    return found.length === 0 ? undefined : found.filter(isFirst);
  }

  private targetsOf(name: string): readonly string[] | undefined {
    return this.settings.modelAliases?.get(name.toLowerCase());
  }

  /** The row as clients see it: the operator's aliases are names of it like its own. */
  private withOwnAliases(providerId: string, model: ModelDescriptor): ModelDescriptor {
    const leadsHere = (target: string): boolean =>
      this.names
        .get(target.toLowerCase())
        ?.some(({ entry, model: row }) => entry.id === providerId && row === model) ?? false;
    const own = [...(this.settings.modelAliases ?? [])].filter(([, targets]) => targets.some(leadsHere));
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
    const targets = this.targetsOf(name);
    const what =
      targets === undefined
        ? `"${name.slice(0, 100)}"`
        : `"${targets.join('|')}", which ONEREEL_MODEL_ALIASES names for "${name}"`;
    return new GatewayError('model_not_found', {
      message: `There is no model ${what}. ${offer}`,
      param: 'model',
    });
  }
}
