import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DraftService, MATERIAL_USES, MaterialCollector, type MaterialUses } from '@onereel/capcut-draft';
import type { Clock } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import { CLOCK } from '../engine/clock';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine/engine-settings';

export const MATERIALS_GRACE_MS = Symbol('materials-grace-ms');
const SWEEP_EVERY_MS = 15 * 60_000;

/** Removes the media no draft uses any more, a few times an hour. */
@Injectable()
export class MaterialSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Drafts');
  private readonly collector: MaterialCollector;
  private readonly closing = new AbortController();
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(MATERIAL_USES) index: MaterialUses,
    @Inject(ARTIFACT_STORE) artifacts: ArtifactStore,
    @Inject(CLOCK) clock: Clock,
    @Inject(MATERIALS_GRACE_MS) private readonly graceMs: number,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    { library }: DraftService,
  ) {
    this.collector = new MaterialCollector({
      index,
      library,
      artifacts,
      graceMs,
      now: () => clock.now(),
    });
  }

  onApplicationBootstrap(): void {
    if (this.graceMs === 0 || this.settings.role === 'api') return;
    this.timer = setInterval(() => {
      this.running ??= this.sweep().finally(() => (this.running = undefined));
    }, SWEEP_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.closing.abort();
    await this.running;
  }

  private async sweep(): Promise<void> {
    try {
      const materials = await this.collector.collect(this.closing.signal);
      if (materials > 0) this.logger.log({ msg: 'removed unused draft media', materials });
    } catch (error) {
      this.logger.warn({ msg: 'removing unused draft media failed', error: String(error) });
    }
  }
}
