import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Clock, type ErrorDetail, type SubmitResult, toErrorDetail } from '@onereel/core';
import type { ExecutionIdentity } from '@onereel/core/engine';
import { CLOCK } from '../clock';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { afterCall, askCircuit, type Circuit, type CircuitVerdict, CLOSED } from './circuit';

type CredentialKey = Pick<ExecutionIdentity, 'providerId' | 'credentialId'>;
type Fault = Pick<ErrorDetail, 'origin' | 'retryAfterSeconds'>;

/** A circuit that is not closed. */
export interface CircuitReport {
  readonly state: 'open' | 'half_open';
  /** Milliseconds since the epoch; absent while a probe is due or under way. */
  readonly until?: number;
}

/** Only these say something about a vendor's health: never clients, moderation or an empty account. */
const verdictOf = ({ origin }: Fault): CircuitVerdict =>
  origin === 'provider' || origin === 'network' ? 'failure' : 'neutral';

/**
 * The circuits of this process, one per credential, fed by the outcomes of create calls alone. In memory: a restart closes all of
 * them, and several processes learn each for itself.
 */
@Injectable()
export class CircuitBreakers {
  private readonly logger = new Logger('Circuit');
  /** Closed ones without failures are not kept. */
  private readonly circuits = new Map<string, Circuit>();

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'circuit'>,
  ) {}

  /** When to ask again, in milliseconds since the epoch; `undefined` = send now, through `watch`. */
  ask(key: CredentialKey): number | undefined {
    const { circuit, askAgainAt } = askCircuit(this.circuitOf(key), this.clock.now());
    this.keep(key, circuit);
    return askAgainAt;
  }

  /** Runs the create call that `ask` let through and learns from how it ends. */
  async watch(
    key: CredentialKey,
    signal: AbortSignal,
    create: () => Promise<SubmitResult>,
  ): Promise<SubmitResult> {
    try {
      const result = await create();
      if (result.outcome === 'accepted') this.succeeded(key);
      else this.failed(key, result.error);
      return result;
    } catch (error) {
      if (signal.aborted) this.abandoned(key);
      else this.failed(key, toErrorDetail(error));
      throw error;
    }
  }

  succeeded(key: CredentialKey): void {
    this.keep(key, CLOSED);
  }

  failed(key: CredentialKey, { origin, retryAfterSeconds }: Fault): void {
    const call = { verdict: verdictOf({ origin }), retryAfterSeconds };
    this.keep(key, afterCall(this.circuitOf(key), call, this.clock.now(), this.settings.circuit));
  }

  /** The call ended without an answer that proves anything. */
  abandoned(key: CredentialKey): void {
    const call = { verdict: 'neutral' } as const;
    this.keep(key, afterCall(this.circuitOf(key), call, this.clock.now(), this.settings.circuit));
  }

  /** Those that are not closed, by `<provider>/<credential>`. */
  reports(): ReadonlyMap<string, CircuitReport> {
    const rows = [...this.circuits].flatMap(([name, circuit]) => {
      const report = this.reportOf(circuit);
      return report === undefined ? [] : [[name, report] as const];
    });
    return new Map(rows);
  }

  /** `undefined` while the credential works. */
  report(key: CredentialKey): CircuitReport | undefined {
    return this.reportOf(this.circuitOf(key));
  }

  private reportOf(circuit: Circuit): CircuitReport | undefined {
    if (circuit.state === 'closed') return undefined;
    return circuit.state === 'open' && circuit.until > this.clock.now()
      ? { state: 'open', until: circuit.until }
      : { state: 'half_open' };
  }

  private circuitOf(key: CredentialKey): Circuit {
    return this.circuits.get(nameOf(key)) ?? CLOSED;
  }

  private keep(key: CredentialKey, circuit: Circuit): void {
    const before = this.circuitOf(key).state;
    if (circuit.state === 'closed' && circuit.failures === 0) this.circuits.delete(nameOf(key));
    else this.circuits.set(nameOf(key), circuit);
    if (circuit.state === before) return;
    const level = circuit.state === 'open' ? 'warn' : 'log';
    const until = circuit.state === 'open' ? { until: new Date(circuit.until).toISOString() } : {};
    this.logger[level]({ msg: `circuit is ${circuit.state}`, credential: nameOf(key), ...until });
  }
}

const nameOf = ({ providerId, credentialId }: CredentialKey): string => `${providerId}/${credentialId}`;
