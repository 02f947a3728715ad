import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  type CallContext,
  type Clock,
  GatewayError,
  type PollCadence,
  type ProviderLog,
  type SubmitContext,
  type VideoProvider,
} from '@onereel/core';
import type { StepRun, TaskRecord, TaskTrace } from '@onereel/core/engine';
import { createProviderHttp, ProviderConnections, type ProviderExchange } from '@onereel/core/http';
import { CLOCK } from '../clock';
import { paceOf } from '../credential-pace';
import { EngineActivity } from '../engine-activity';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { PROVIDER_REGISTRY, type ProviderRegistry, type RegisteredProvider } from '../provider-registry';
import { OutsideFiles } from '../outside-files';
import { TaskLedger } from '../task-ledger';
import type { TaskInputs } from './task-inputs';

/** A configured provider together with its entry in the registry. */
export type ReadyProvider = RegisteredProvider & { readonly provider: VideoProvider };

/** Finds the provider a task is frozen to and gives each call its context. */
@Injectable()
export class VendorCalls implements OnApplicationShutdown {
  private readonly connections = new ProviderConnections();
  private readonly logs = new Map<string, ProviderLog>();

  constructor(
    @Inject(PROVIDER_REGISTRY) private readonly registry: ProviderRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly outside: OutsideFiles,
    private readonly ledger: TaskLedger,
    private readonly activity: EngineActivity,
  ) {}

  /** Throws `provider_unconfigured`, or `credential_gone` when the provider lost the credential the task is frozen to. */
  providerOf(task: TaskRecord): ReadyProvider {
    const { providerId, credentialId } = task.execution ?? { providerId: '', credentialId: '' };
    const entry = this.registry.get(providerId);
    if (entry?.provider === undefined) throw unconfigured(providerId, entry?.missing ?? []);
    if (!entry.provider.credentials.some(({ id }) => id === credentialId)) {
      throw new GatewayError('credential_gone', {
        message: `Provider ${providerId} has no credential "${credentialId}" any more. Configure it again to go on.`,
      });
    }
    return { ...entry, provider: entry.provider };
  }

  /** How often to ask; a provider that left is asked about once a minute. */
  cadenceOf(task: TaskRecord): PollCadence {
    const { providerId = '', credentialId = '' } = task.execution ?? {};
    return paceOf(this.registry.get(providerId), credentialId).poll;
  }

  /** Can a lost submission of this task be looked up? */
  canReconcile(task: TaskRecord): boolean {
    const features = this.registry.get(task.execution?.providerId ?? '')?.descriptor.features;
    return features?.reconcile === true && features.clientReference;
  }

  /** Every call made with it becomes a line of the task's history. */
  context(run: Pick<StepRun, 'task' | 'signal'>): CallContext {
    const { providerId, credentialId } = run.task.execution ?? { providerId: '', credentialId: '' };
    return {
      signal: run.signal,
      http: createProviderHttp({
        connections: this.connections,
        signal: run.signal,
        downloads: this.outside.fetch,
        onExchange: (exchange) => {
          this.report(providerId, exchange);
          this.ledger.trace(run.task.id, [this.toTrace(exchange)]);
        },
      }),
      clock: this.clock,
      log: this.logOf(providerId),
      credentialId,
    };
  }

  submitContext(run: Pick<StepRun, 'task' | 'signal'>, inputs: TaskInputs): SubmitContext {
    const { execution, clientReference } = run.task;
    const callbackUrl = this.settings.links.callback?.(execution?.providerId ?? '');
    return {
      ...this.context(run),
      inputs,
      clientReference,
      ...(callbackUrl !== undefined && { callbackUrl }),
    };
  }

  onApplicationShutdown(): void {
    this.connections.close();
  }

  /** Without the path: relays put account names and worse into it. */
  private toTrace({ path: _path, ...exchange }: ProviderExchange): TaskTrace {
    return { at: this.clock.now(), event: 'vendor_call', data: { ...exchange } };
  }

  private report(provider: string, { status, error, durationMs }: ProviderExchange): void {
    const outcome = String(status ?? error);
    this.activity.report({ what: 'vendor_call', provider, outcome, seconds: durationMs / 1000 });
  }

  private logOf(providerId: string): ProviderLog {
    const known = this.logs.get(providerId);
    if (known !== undefined) return known;
    const logger = new Logger(`provider:${providerId}`);
    const log: ProviderLog = {
      debug: (msg, fields) => logger.debug({ msg, ...fields }),
      warn: (msg, fields) => logger.warn({ msg, ...fields }),
    };
    this.logs.set(providerId, log);
    return log;
  }
}

export const unconfigured = (providerId: string, missing: readonly string[]): GatewayError =>
  new GatewayError('provider_unconfigured', {
    message:
      missing.length === 0
        ? `Provider ${providerId} is not installed or has no credentials.`
        : `Provider ${providerId} is not configured: set ${missing.join(', ')}.`,
  });
