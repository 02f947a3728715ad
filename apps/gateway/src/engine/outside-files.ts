import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createSafeFetch, type SafeFetch } from '@onereel/core/http';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';

/** The safe fetch of the engine, under the operator's address rules. */
@Injectable()
export class OutsideFiles implements OnApplicationShutdown {
  readonly fetch: SafeFetch;

  constructor(@Inject(ENGINE_SETTINGS) settings: Pick<EngineSettings, 'allowPrivateHosts'>) {
    this.fetch = createSafeFetch({ allowPrivateHosts: settings.allowPrivateHosts });
  }

  onApplicationShutdown(): void {
    this.fetch.close();
  }
}
