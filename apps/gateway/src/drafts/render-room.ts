import { Inject, Injectable } from '@nestjs/common';
import { GatewayError } from '@onereel/core';
import { TASK_STORE, type TaskStore } from '@onereel/core/engine';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine/engine-settings';
import { RENDER_KIND } from './render-payload';

const RETRY_AFTER_SECONDS = 30;

/** Keeps the number of open renders within bounds. */
@Injectable()
export class RenderRoom {
  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
  ) {}

  /** @throws GatewayError `service_busy` when as many renders are open as may be */
  async expectRoom(): Promise<void> {
    const { maxOpen } = this.settings.render;
    if ((await this.store.countOpen(RENDER_KIND)) < maxOpen) return;
    throw new GatewayError('service_busy', {
      message: `${maxOpen} renders wait or are at work already; try again later.`,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
}
