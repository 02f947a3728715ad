import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { VIDEO_GATEWAY, type VideoGateway, type VideoProvider } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore, TASK_STORE, type TaskStore } from '@onereel/core/engine';
import { createMediaProcess } from '@onereel/core/media';
import { EngineModule } from '../../../apps/gateway/src/engine/engine.module';
import { ENGINE_DEFAULTS, type EngineSettings } from '../../../apps/gateway/src/engine/engine-settings';
import { MEDIA_PROCESS } from '../../../apps/gateway/src/engine/media-token';
import { PROVIDER_REGISTRY, type ProviderRegistry } from '../../../apps/gateway/src/engine/provider-registry';
import {
  InfrastructureModule,
  type InfrastructureOptions,
} from '../../../apps/gateway/src/infrastructure/infrastructure.module';

export interface EngineOptions extends InfrastructureOptions {
  readonly provider: VideoProvider;
  readonly settings?: Partial<EngineSettings>;
  /** Called before anything runs, to put fault points around the adapters. */
  readonly onAdapters?: (adapters: { store: TaskStore; artifacts: ArtifactStore }) => void;
}

export interface RunningEngine {
  readonly gateway: VideoGateway;
  readonly store: TaskStore;
  close(): Promise<void>;
}

class Host {}

/** The engine with its real adapters and one provider, without the HTTP shell. */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  const infrastructure = InfrastructureModule.register(options);
  const engine = EngineModule.register({
    settings: settingsFor(options),
    imports: [infrastructure, hostOf(options)],
  });
  const faults = faultsOf(options);
  const context = await NestFactory.createApplicationContext(
    { module: class Root {}, imports: [infrastructure, faults, engine] },
    { logger: ['error', 'fatal'], abortOnError: false },
  );
  return {
    gateway: context.get<VideoGateway>(VIDEO_GATEWAY),
    store: context.get<TaskStore>(TASK_STORE),
    close: () => context.close(),
  };
}

class Faults {}

const faultsOf = ({ onAdapters }: EngineOptions) => ({
  module: Faults,
  providers: [
    {
      provide: Faults,
      inject: [TASK_STORE, ARTIFACT_STORE],
      useFactory: (store: TaskStore, artifacts: ArtifactStore) => onAdapters?.({ store, artifacts }) ?? true,
    },
  ],
});

function settingsFor({ dataDir, settings }: EngineOptions): EngineSettings {
  return {
    ...ENGINE_DEFAULTS,
    workDir: join(dataDir, 'work'),
    maxConcurrent: 50,
    retry: { maxRetries: 3, delaySeconds: 0.05, backoff: 2 },
    shutdownGraceMs: 500,
    webhooks: { ownerSecret: (owner) => `secret of ${owner}` },
    links: {
      content: (task, output) => `http://gateway/${task}/${output}`,
      file: (key) => `http://gateway/files/${key}`,
    },
    ...settings,
  };
}

function hostOf({ provider }: EngineOptions) {
  const entry = { id: provider.descriptor.id, descriptor: provider.descriptor, provider, missing: [] };
  const registry: ProviderRegistry = {
    list: () => [entry],
    get: (id) => (id === entry.id ? entry : undefined),
  };
  const providers = [
    { provide: PROVIDER_REGISTRY, useValue: registry },
    {
      provide: MEDIA_PROCESS,
      useValue: createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' }),
    },
  ];
  return { module: Host, providers, exports: [PROVIDER_REGISTRY, MEDIA_PROCESS] };
}
