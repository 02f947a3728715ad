import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createSafeFetch, createSafePost, type SafeFetch, type SafePost } from '@onereel/core/http';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';

/** The safe ways of the engine to URLs that others named, under the operator's address rules. */
@Injectable()
export class OutsideFiles implements OnApplicationShutdown {
  readonly fetch: SafeFetch;
  readonly post: SafePost;

  constructor(@Inject(ENGINE_SETTINGS) settings: Pick<EngineSettings, 'allowPrivateHosts'>) {
    const { allowPrivateHosts } = settings;
    this.fetch = createSafeFetch({ allowPrivateHosts });
    this.post = createSafePost({ allowPrivateHosts });
  }

  onApplicationShutdown(): void {
    this.fetch.close();
    this.post.close();
  }
}
