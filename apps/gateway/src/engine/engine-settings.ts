import type { CircuitRules } from './routing/circuit';

/** An OpenAI-compatible chat endpoint that rewrites prompts. */
export interface PromptModelSettings {
  /** E.g. `https://api.openai.com/v1`; `/chat/completions` is appended. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly model: string;
}

/** How often and how long a submission that certainly did not reach the vendor is repeated. */
export interface RetrySettings {
  /** Repetitions after the first attempt, ≥ 0. */
  readonly maxRetries: number;
  /** Seconds before the first repetition. */
  readonly delaySeconds: number;
  /** Factor between repetitions, ≥ 1. */
  readonly backoff: number;
}

/** What signs the messages to clients' callback URLs. */
export interface WebhookSettings {
  /** `whsec_` and base64, of one owner. */
  ownerSecret(ownerId: string): string;
  /** One for all owners, whose signature goes beside the owner's: `whsec_` and base64, or any text. */
  readonly sharedSecret?: string;
}

/** The URLs the host serves; the engine only hands them on. */
export interface EngineLinks {
  /** Absolute and stable URL of a result, needing the owner's key. */
  content(taskId: string, outputId: string): string;
  /** Absolute, signed URL of a stored file for clients without a key; works for some hours. */
  file(artifactKey: string): string;
  /** A signed URL of a stored file that a vendor can fetch; absent without a public address. */
  input?(artifactKey: string): string;
  /** Where a vendor may call back; absent without a public address. */
  callback?(providerId: string): string;
}

/** What renders may take. */
export interface RenderSettings {
  /** Renders that wait or are at work at once. */
  readonly maxOpen: number;
  /** Milliseconds of one render; absent = any. */
  readonly timeLimitMs?: number;
  /** FFmpeg processes of a render at a time; absent = one per core. */
  readonly workers?: number;
  /** MiB of a render with all its processes; absent = half of what there is. */
  readonly memoryMb?: number;
  /** Bytes of finished pieces kept for renders to come. */
  readonly cacheBytes: number;
}

export interface EngineSettings {
  /** `api` takes requests only, `worker` runs steps only. */
  readonly role: 'all' | 'api' | 'worker';
  /** Several processes share the store: changes made elsewhere are looked for. */
  readonly sharedStore: boolean;
  /** A private folder for files in transit, best on the disk of the artifacts. Created when missing. */
  readonly workDir: string;
  /** Used when a request names no model; otherwise the first model of the first configured provider. */
  readonly defaultModel?: string;
  /**
   * The operator's own names, in lower case → model ids, aliases or `<provider>/<id>`, best first. They win over the providers'
   * names.
   */
  readonly modelAliases?: ReadonlyMap<string, readonly string[]>;
  /** May a task that a vendor certainly did not take go to the next candidate for its model's name? */
  readonly failover: boolean;
  /** When creates stop going to a credential whose vendor fails. */
  readonly circuit: CircuitRules;
  /** In-flight tasks per credential; what was set for one credential wins, without both its habit, then the descriptor's, then 2. */
  readonly maxConcurrent?: number;
  readonly retry: RetrySettings;
  /** Seconds a finished task and its files are kept. */
  readonly retentionSeconds: number;
  readonly maxInputBytes: number;
  readonly maxOutputBytes: number;
  /** Hosts or CIDRs that outside URLs may reach although they are private. */
  readonly allowPrivateHosts: readonly string[];
  readonly webhooks: WebhookSettings;
  /** Absent = prompts are not rewritten by the gateway; a request that asks for it gets a warning. */
  readonly promptModel?: PromptModelSettings;
  /** Steps of a kind that run at once in this process. */
  readonly stepConcurrency: Readonly<Record<string, number>>;
  readonly render: RenderSettings;
  /** Milliseconds running steps may take to finish at shutdown before they are aborted. */
  readonly shutdownGraceMs: number;
  readonly links: EngineLinks;
}

/** Everything an operator usually leaves alone. */
export const ENGINE_DEFAULTS = {
  role: 'all',
  sharedStore: false,
  failover: true,
  circuit: { failures: 5, openSeconds: 30 },
  retry: { maxRetries: 3, delaySeconds: 5, backoff: 2 },
  retentionSeconds: 7 * 24 * 3600,
  maxInputBytes: 32 * 1024 * 1024,
  maxOutputBytes: 4 * 1024 * 1024 * 1024,
  allowPrivateHosts: [],
  stepConcurrency: { poll: 512, submit: 32, archive: 4, rearchive: 4, render: 1 },
  render: { maxOpen: 100, cacheBytes: 8 * 1024 ** 3 },
  shutdownGraceMs: 5_000,
} as const satisfies Partial<EngineSettings>;

/** Folder in {@link EngineSettings.workDir} for what may be used again; it alone survives a start. */
export const CACHE_FOLDER = 'render-cache';

export const ENGINE_SETTINGS = Symbol.for('onereel.engine-settings');
