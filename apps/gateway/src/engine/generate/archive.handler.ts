import { Inject, Injectable } from '@nestjs/common';
import { type Clock, type ErrorCode, GatewayError, type ProviderOutput, toErrorDetail } from '@onereel/core';
import {
  type StepHandler,
  StepHandlerProvider,
  type StepOutcome,
  type StepRun,
  type TaskRecord,
} from '@onereel/core/engine';
import { ArtifactArchiver } from '../artifact-archiver';
import { CLOCK } from '../clock';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { OutsideFiles } from '../outside-files';
import { endTask } from '../task-changes';
import { VendorCalls } from './vendor-calls';

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 300_000;
/** Tries before a failure is final; codes without a row are final at once. */
const TRIES: Partial<Record<ErrorCode, number>> = {
  output_unreachable: 8,
  output_invalid: 2,
  storage_failed: 8,
  disk_full: 8,
  ffmpeg_unavailable: 8,
  media_out_of_memory: 4,
  media_processing_failed: 3,
  provider_unreachable: 8,
  provider_timeout: 8,
  provider_unavailable: 8,
  provider_rate_limited: 8,
  provider_bad_response: 3,
  credential_gone: 8,
  provider_unconfigured: 8,
};

/**
 * Stores the vendor's results before the task may say completed. Addresses that expired are asked for once (`refresh`, then
 * `rearchive`). A failed download is repeated; nothing here ever generates again.
 */
@Injectable()
@StepHandlerProvider()
export class ArchiveHandler implements StepHandler {
  readonly kinds = ['archive', 'rearchive'];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly vendors: VendorCalls,
    private readonly outside: OutsideFiles,
    private readonly archiver: ArtifactArchiver,
  ) {}

  async run(kind: string, run: StepRun): Promise<StepOutcome> {
    try {
      const open = (output: ProviderOutput) => this.open(output, run);
      const outputs = await this.archiver.archive(run.task, open, run.signal);
      const now = this.clock.now();
      return {
        change: {
          ...endTask('completed', now, this.settings.retentionSeconds),
          ...{ outputs, progress: 100, error: null },
        },
        traces: [{ at: now, event: 'archived', data: { files: outputs.map(({ key }) => key) } }],
        undo: () => this.archiver.discard(outputs),
      };
    } catch (error) {
      if (run.signal.aborted) throw error;
      return this.failed(kind, run.task, error);
    }
  }

  private async open(output: ProviderOutput, { task, signal }: StepRun): Promise<NodeJS.ReadableStream> {
    const { provider } = this.vendors.providerOf(task);
    if (output.source.kind === 'url') {
      const { stream } = await this.outside.fetch.stream({
        url: output.source.url,
        maxBytes: this.settings.maxOutputBytes,
        purpose: 'output',
        trustedOrigins: provider.trustedOrigins,
        timeoutMs: 3_600_000,
        signal,
      });
      return stream;
    }
    if (provider.openOutput === undefined || task.handle === null) throw new GatewayError('output_missing');
    const context = this.vendors.context({ task, signal });
    return (await provider.openOutput(output, task.handle, context)).stream;
  }

  private failed(kind: string, task: TaskRecord, error: unknown): StepOutcome {
    const detail = toErrorDetail(error);
    const failures = (task.step?.failures ?? 0) + 1;
    const traces = [
      { at: this.clock.now(), event: 'archive_failed', data: { code: detail.code, message: detail.message } },
    ];
    if (detail.code === 'output_expired' && kind === 'archive') {
      return { change: {}, next: { kind: 'refresh', delayMs: 0 }, traces };
    }
    if (failures < (TRIES[detail.code] ?? 0)) {
      const delayMs = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
      return { change: {}, next: { kind, delayMs, failures }, traces };
    }
    const ending = endTask('failed', this.clock.now(), this.settings.retentionSeconds);
    return { change: { ...ending, error: detail }, traces };
  }
}
