import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import {
  STEP_HANDLER_METADATA,
  type StepHandler,
  type StepOutcome,
  type StepRun,
} from '@onereel/core/engine';
import { EngineActivity, type StepResult } from './engine-activity';

/** What a generation may need; other kinds check their first step when a task is made. */
const GENERATION_STEPS = [
  ...['submit', 'reconcile', 'reconfirm', 'poll', 'refresh'],
  ...['archive', 'rearchive', 'cancel'],
];

/** Finds the step handlers of all modules at boot and indexes them by kind. */
@Injectable()
export class HandlerRegistry implements OnModuleInit {
  private readonly handlers = new Map<string, StepHandler>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly activity: EngineActivity,
  ) {}

  onModuleInit(): void {
    const found = this.discovery
      .getProviders()
      .filter(({ metatype }) => metatype && Reflect.getMetadata(STEP_HANDLER_METADATA, metatype) === true)
      .map(({ instance }) => instance as StepHandler);
    this.register(found);
    const missing = GENERATION_STEPS.filter((kind) => !this.has(kind));
    if (missing.length > 0) throw new Error(`The engine cannot start: no handler for ${missing.join(', ')}.`);
  }

  /** Throws, naming all of them, when kinds have two handlers. */
  register(handlers: readonly StepHandler[]): void {
    const problems: string[] = [];
    for (const handler of new Set(handlers)) {
      for (const kind of handler.kinds) {
        if (this.handlers.has(kind)) problems.push(`step kind "${kind}" has two handlers`);
        this.handlers.set(kind, handler);
      }
    }
    if (problems.length > 0) throw new Error(`The engine cannot start: ${problems.join('; ')}.`);
  }

  /** Runs a step and reports it. Throws what its handler throws. */
  async run(kind: string, run: StepRun): Promise<StepOutcome> {
    const startedAt = performance.now();
    let result: StepResult = 'failed';
    try {
      const handler = this.handlers.get(kind);
      if (handler === undefined) throw new Error(`no handler for step kind "${kind}"`);
      const outcome = await handler.run(kind, run);
      if (!isFailure(outcome)) result = 'done';
      return outcome;
    } catch (error) {
      if (run.signal.aborted) result = 'stopped';
      throw error;
    } finally {
      this.activity.report({ what: 'step', kind, result, seconds: (performance.now() - startedAt) / 1000 });
    }
  }

  has(kind: string): boolean {
    return this.handlers.has(kind);
  }
}

/** The task ended badly, or the step is tried once more because it did not work. */
const isFailure = ({ change, next }: StepOutcome): boolean =>
  (change.error !== undefined && change.error !== null) || (next?.failures ?? 0) > 0;
