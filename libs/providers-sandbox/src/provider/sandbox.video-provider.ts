import { createReadStream } from 'node:fs';
import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type CallContext,
  type CancelResult,
  type CheckResult,
  type Clock,
  type CredentialSlot,
  GatewayError,
  type OutputStream,
  type PollResult,
  type ProviderHandle,
  type ProviderOutput,
  type ReconcileResult,
  type RequestWarning,
  type ResolvedVideoRequest,
  type SubmitContext,
  type SubmitResult,
  toErrorDetail,
  type VideoProvider,
} from '@onereel/core';
import { describeMissing, detectMediaCapabilities, type MediaProcess } from '@onereel/core/media';
import { JobRunner } from '../jobs/job-runner';
import { JobStore } from '../jobs/job-store';
import { removeExpired } from '../jobs/remove-expired';
import type { SandboxOptions } from '../sandbox.options';
import type { JobRecord } from '../wire/job-record';
import { SANDBOX_DESCRIPTOR, SANDBOX_ID, SANDBOX_MODEL } from '../wire/sandbox-descriptor';
import { buildSpec } from './build-spec';
import { checkedImage } from './checked-image';
import { needsVideo, parseJob, simulatedError, simulationOf } from './parse-job';
import { readExtras } from './read-extras';
import { MEDIA_NEEDS } from '../render/media-needs';

const HOUR_MS = 60 * 60 * 1000;
const TIDY_EVERY_MS = HOUR_MS / 6;
const SEED_LIMIT = 2 ** 32;

export interface SandboxEnvironment {
  /** Private folder of this provider. */
  readonly dataDir: string;
  readonly media: MediaProcess;
  readonly clock: Clock;
}

/** A vendor that lives in this process: takes jobs, renders them in the background, keeps the files until they are collected. */
export class SandboxVideoProvider implements VideoProvider {
  readonly descriptor = SANDBOX_DESCRIPTOR;
  readonly credentials: readonly CredentialSlot[] = [{ id: 'default', weight: 1 }];
  private readonly store: JobStore;
  private readonly runner: JobRunner;
  private tidiedAt = 0;

  constructor(
    private readonly options: SandboxOptions,
    private readonly environment: SandboxEnvironment,
  ) {
    const { clock, dataDir, media } = environment;
    this.store = new JobStore(dataDir);
    this.runner = new JobRunner(this.store, media, { concurrency: options.concurrency, clock });
  }

  validate(request: ResolvedVideoRequest): readonly RequestWarning[] {
    readExtras(request.providerOptions?.[SANDBOX_ID]);
    return buildSpec(request, 0).warnings;
  }

  async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
    context.signal.throwIfAborted();
    this.tidyNowAndThen(context);
    try {
      return await this.accept(request, context);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!GatewayError.isInstance(error) || error.code === 'submit_unknown') throw error;
      return { outcome: 'rejected', error: toErrorDetail(error) };
    }
  }

  async poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
    context.signal.throwIfAborted();
    const job = await this.store.read(handle.id);
    if (job === undefined) return { state: 'failed', error: lost() };
    const { extras } = job;
    const counts = extras.afterPolls > 0 || extras.simulate === 'unknown_state';
    const polls = counts ? await this.store.count(job.id, 'polls') : 1;
    // In this order: a job that ends in between is not taken for an abandoned one.
    const activity = await this.runner.activity(job.id);
    const end = await this.store.end(job.id);
    const idle = end === undefined && activity.state === 'abandoned';
    if (idle && needsVideo(job)) this.runner.start(job);
    return parseJob({ job, end, activity, polls, now: this.environment.clock.now() });
  }

  async cancel(handle: ProviderHandle, context: CallContext): Promise<CancelResult> {
    context.signal.throwIfAborted();
    const job = await this.store.read(handle.id);
    if (job === undefined) return { outcome: 'cancelled' };
    await this.store.writeEnd(job.id, { state: 'cancelled' });
    const end = await this.store.end(job.id);
    if (end?.state !== 'cancelled') return { outcome: 'too_late' };
    await this.runner.stop(job.id);
    return { outcome: 'cancelled' };
  }

  async openOutput(_: ProviderOutput, handle: ProviderHandle, context: CallContext): Promise<OutputStream> {
    context.signal.throwIfAborted();
    const job = await this.store.read(handle.id);
    const simulation = job && simulationOf(job);
    if (simulation?.stage === 'download') throw simulatedError(simulation);
    if (simulation?.stage === 'broken_output')
      return { stream: Readable.from([Buffer.from('This is not a video.')]), mediaType: 'video/mp4' };
    const length = await this.store.videoBytes(handle.id);
    if (job === undefined || length === undefined) throw new GatewayError('output_expired');
    const stream = createReadStream(this.store.videoPath(job.id), { signal: context.signal });
    stream.once('end', () => void this.store.markCollected(job.id));
    return { stream, mediaType: 'video/mp4', length };
  }

  async reconcile(clientReference: string, context: SubmitContext): Promise<ReconcileResult> {
    context.signal.throwIfAborted();
    const job = await this.store.findByReference(clientReference);
    return job === undefined
      ? { outcome: 'not_found' }
      : { outcome: 'found', handle: handleOf(job, context.credentialId) };
  }

  async check(context: CallContext): Promise<CheckResult> {
    context.signal.throwIfAborted();
    const { ffmpegPath, ffprobePath } = this.environment.media;
    const message = describeMissing(await detectMediaCapabilities({ ffmpegPath, ffprobePath }), MEDIA_NEEDS);
    return message === undefined ? { ok: true } : { ok: false, message };
  }

  /** Called by Nest on shutdown; unfinished jobs are taken up again by the next process. */
  async onModuleDestroy(): Promise<void> {
    await this.runner.close();
  }

  private async accept(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
    const extras = readExtras(request.providerOptions?.[SANDBOX_ID]);
    const { spec, image, warnings } = buildSpec(request, randomInt(SEED_LIMIT));
    const simulation = simulationOf({ extras });
    if (simulation?.stage === 'submit') throw simulatedError(simulation);
    const file = image && (await checkedImage(image, context, this.environment.media));
    const job: JobRecord = {
      v: 1,
      id: this.store.newId(context.clientReference),
      createdAt: this.environment.clock.now(),
      spec,
      extras,
    };
    await this.keep(job, file);
    if (needsVideo(job)) this.runner.start(job);
    if (simulation?.stage === 'lost_answer') throw simulatedError(simulation);
    const handle = handleOf(job, context.credentialId);
    return { outcome: 'accepted', handle, warnings, applied: { seed: spec.seed } };
  }

  private async keep(job: JobRecord, image: string | undefined): Promise<void> {
    try {
      await this.store.create(job, image);
    } catch (cause) {
      throw new GatewayError('storage_failed', { message: 'The sandbox could not store the job.', cause });
    }
  }

  private tidyNowAndThen(context: CallContext): void {
    const now = this.environment.clock.now();
    if (now - this.tidiedAt < TIDY_EVERY_MS) return;
    this.tidiedAt = now;
    const rules = {
      now,
      retentionMs: this.options.retentionHours * HOUR_MS,
      isBusy: (id: string) => this.runner.isHere(id),
    };
    removeExpired(this.store, rules).catch((error: unknown) =>
      context.log.warn('the sandbox could not remove old jobs', { error: toErrorDetail(error).message }),
    );
  }
}

const handleOf = (job: JobRecord, credentialId: string): ProviderHandle => ({
  v: 1,
  id: job.id,
  credentialId,
  model: SANDBOX_MODEL.vendorModel,
  data: { seed: job.spec.seed },
});

const lost = () => toErrorDetail(new GatewayError('provider_task_lost'));
