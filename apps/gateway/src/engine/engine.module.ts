import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';

export interface EngineModuleOptions {
  readonly settings: EngineSettings;
  /**
   * Modules that together export `TASK_STORE`, `TASK_QUEUE`, `ARTIFACT_STORE` (@onereel/core/engine), `MEDIA_PROCESS`
   * (./media-token) and `PROVIDER_REGISTRY` (./provider-registry).
   */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** The task engine. Exports `VIDEO_GATEWAY`. */
export class EngineModule {
  static register(options: EngineModuleOptions): DynamicModule {
    return {
      module: EngineModule,
      global: true,
      imports: options.imports,
      providers: [{ provide: ENGINE_SETTINGS, useValue: options.settings }],
      exports: [ENGINE_SETTINGS],
    };
  }
}
