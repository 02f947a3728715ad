import { Inject, Injectable } from '@nestjs/common';
import type { CredentialSlot } from '@onereel/core';
import {
  ARTIFACT_STORE,
  type ArtifactStore,
  TASK_QUEUE,
  TASK_STORE,
  type TaskQueue,
  type TaskStore,
} from '@onereel/core/engine';
import { PROVIDER_REGISTRY, type ProviderRegistry } from '../../engine/provider-registry';
import { CircuitBreakers } from '../../engine/routing/circuit-breakers';
import { MediaTools } from '../media/media-tools';
import type { HealthMediaDto, HealthPartDto, HealthReadyDto, HealthRestingDto } from './health.dto';

const PATIENCE_MS = 3_000;

/** Asks everything the gateway needs whether it works. Messages name the part, never an address or a secret. */
@Injectable()
export class ReadinessService {
  private running: Promise<HealthReadyDto> | undefined;

  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(TASK_QUEUE) private readonly queue: TaskQueue,
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(PROVIDER_REGISTRY) private readonly providers: ProviderRegistry,
    private readonly media: MediaTools,
    private readonly circuits: CircuitBreakers,
  ) {}

  /** Anybody may ask: those who ask at the same time share one answer. */
  report(): Promise<HealthReadyDto> {
    this.running ??= this.ask().finally(() => (this.running = undefined));
    return this.running;
  }

  private async ask(): Promise<HealthReadyDto> {
    const [store, queue, artifacts, ffmpeg] = await Promise.all([
      answers(this.store, 'The task store does not answer. Check the database and the disk.'),
      answers(this.queue, 'The queue does not answer. Check REDIS_URL and the server behind it.'),
      answers(this.artifacts, 'The artifact store does not answer. Check the disk and its free space.'),
      this.ffmpeg(),
    ]);
    const ready = [store, queue, artifacts, ffmpeg].every(({ ok }) => ok);
    return {
      status: ready ? 'ready' : 'not_ready',
      store,
      queue,
      artifacts,
      ffmpeg,
      providers: this.providers.list().map(({ id, provider, missing }) => ({
        id,
        status: provider ? 'ready' : 'unconfigured',
        missing: [...missing],
        resting: this.resting(id, provider?.credentials ?? []),
      })),
    };
  }

  private resting(providerId: string, slots: readonly CredentialSlot[]): HealthRestingDto[] {
    return slots.flatMap(({ id: credential }) => {
      const report = this.circuits.report({ providerId, credentialId: credential });
      if (report === undefined) return [];
      const until = report.until === undefined ? null : new Date(report.until).toISOString();
      return [{ credential, state: report.state, until }];
    });
  }

  private async ffmpeg(): Promise<HealthMediaDto> {
    const [problem, gaps] = [await this.media.problem(), await this.media.gaps()];
    const { version } = await this.media.capabilities();
    return { ok: problem === undefined, message: problem ?? gaps ?? null, version: version ?? null };
  }
}

async function answers(part: { ping(): Promise<void> }, complaint: string): Promise<HealthPartDto> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
  });
  try {
    await Promise.race([part.ping(), tooLate]);
    return { ok: true, message: null };
  } catch {
    return { ok: false, message: complaint };
  } finally {
    clearTimeout(timer);
  }
}
