import { Inject, Injectable } from '@nestjs/common';
import { type ErrorDetail, GatewayError, type VideoRequest } from '@onereel/core';
import type { ExecutionIdentity, TaskRecord, TaskRouting } from '@onereel/core/engine';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { ModelRouter, type Route } from '../model-router';
import { CircuitBreakers } from './circuit-breakers';
import { mayMoveAfter } from './may-move';
import { type Fitting, type FittingRules, TaskFitter } from './task-fitter';

/** Which of the places behind a model's name a task goes to: at first, and when one certainly did not take it. */
@Injectable()
export class PlaceFinder {
  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'failover'>,
    private readonly router: ModelRouter,
    private readonly circuits: CircuitBreakers,
    private readonly fitter: TaskFitter,
  ) {}

  /**
   * The name a task is known by: as asked, otherwise the alias that is the default; empty = the default model. Throws `model_not_found`,
   * `provider_unconfigured`.
   */
  nameFor(asked: string): string {
    const name = asked || this.router.defaultAlias();
    this.router.check(name);
    return name;
  }

  /**
   * The first place; while it rests, the first other one that fits and does not. What the first one refuses is refused while it does
   * not rest.
   */
  first(name: string, requestFor: (route: Route) => VideoRequest, rules: FittingRules): Fitting {
    let home: Route | undefined;
    for (const route of this.routes(name)) {
      home ??= route;
      const fitting = this.rests(route)
        ? undefined
        : this.tryFit(requestFor(route), route, rules, route === home);
      if (fitting !== undefined) return fitting;
      if (!this.settings.failover) break;
    }
    if (home === undefined) throw new GatewayError('model_not_found', { param: 'model' });
    return this.fitter.fit(requestFor(home), home, rules);
  }

  /** What a new task remembers so that it may move; `undefined` when there is nowhere to go. */
  routingFor(name: string, rules: FittingRules): TaskRouting | undefined {
    return this.settings.failover && this.router.hasChoice(name) ? { ...rules, left: [] } : undefined;
  }

  /**
   * Where a task goes that its place certainly did not take. A place that rests is none while the error may pass by itself: trying
   * again here is as good then.
   */
  after(task: TaskRecord, error: ErrorDetail): Fitting | undefined {
    if (!mayMoveAfter(error)) return undefined;
    return this.elsewhere(task) ?? (error.retryable ? undefined : this.elsewhere(task, { resting: true }));
  }

  /** A place the task has not been to, and that does not rest unless that is allowed. */
  elsewhere(
    task: TaskRecord,
    allow: { readonly resting: boolean } = { resting: false },
  ): Fitting | undefined {
    const { routing, execution, cancelRequested } = task;
    if (!this.settings.failover || routing === undefined || execution === null) return undefined;
    if (routing.bound === true || cancelRequested) return undefined;
    for (const route of this.routesLeft(task.model)) {
      const been = [...routing.left, execution].some((place) => isSame(place, route));
      if (been || (this.rests(route) && !allow.resting)) continue;
      const fitting = this.tryFit(task.request, route, routing, false);
      if (fitting !== undefined) return withPrompt(fitting, task);
    }
    return undefined;
  }

  private routes(name: string): Iterable<Route> {
    return this.router.routes(name, (place) => this.rests(place));
  }

  /** The operator may have taken the name away since. */
  private routesLeft(name: string): Iterable<Route> {
    return this.router.hasChoice(name) ? this.routes(name) : [];
  }

  private rests(place: Pick<ExecutionIdentity, 'providerId' | 'credentialId'>): boolean {
    return this.circuits.report(place) !== undefined;
  }

  private tryFit(
    request: VideoRequest,
    route: Route,
    rules: FittingRules,
    isHome: boolean,
  ): Fitting | undefined {
    try {
      return this.fitter.fit(request, route, rules);
    } catch (error) {
      if (isHome || !GatewayError.isInstance(error)) throw error;
      return undefined;
    }
  }
}

const isSame = (place: ExecutionIdentity, { providerId, model, credentialId }: Route): boolean =>
  place.providerId === providerId && place.modelId === model.id && place.credentialId === credentialId;

/** A prompt that was rewritten once is not rewritten again. */
function withPrompt(fitting: Fitting, { applied: { optimizedPrompt } }: TaskRecord): Fitting {
  const wanted = fitting.applied.promptRewriter === 'gateway' && optimizedPrompt !== undefined;
  return wanted ? { ...fitting, applied: { ...fitting.applied, optimizedPrompt } } : fitting;
}
