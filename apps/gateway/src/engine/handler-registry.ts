import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { STEP_HANDLER_METADATA, type StepHandler } from '@onereel/core/engine';

/** What a generation may need; other kinds check their first step when a task is made. */
const GENERATION_STEPS = [
  ...['submit', 'reconcile', 'reconfirm', 'poll', 'refresh'],
  ...['archive', 'rearchive', 'cancel'],
];

/** Finds the step handlers of all modules at boot and indexes them by kind. */
@Injectable()
export class HandlerRegistry implements OnModuleInit {
  private readonly handlers = new Map<string, StepHandler>();

  constructor(private readonly discovery: DiscoveryService) {}

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

  get(kind: string): StepHandler | undefined {
    return this.handlers.get(kind);
  }

  has(kind: string): boolean {
    return this.handlers.has(kind);
  }
}
