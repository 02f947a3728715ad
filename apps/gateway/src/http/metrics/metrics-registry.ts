import { Inject, Injectable } from '@nestjs/common';
import { TASK_QUEUE, TASK_STORE, type TaskQueue, type TaskStore } from '@onereel/core/engine';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { EngineActivity } from '../../engine/engine-activity';
import { PROVIDER_REGISTRY, type ProviderRegistry } from '../../engine/provider-registry';
import { CircuitBreakers } from '../../engine/routing/circuit-breakers';
import { TaskEvents } from '../../engine/task-events';
import { countEngine } from './engine-counters';

/** Prometheus metrics of this process. State is read when the page is asked for, never in between. */
@Injectable()
export class MetricsRegistry {
  readonly registry = new Registry();
  private readonly requests: Histogram<'method' | 'route' | 'status'>;

  constructor(
    @Inject(TASK_STORE) store: TaskStore,
    @Inject(TASK_QUEUE) queue: TaskQueue,
    @Inject(PROVIDER_REGISTRY) providers: ProviderRegistry,
    circuits: CircuitBreakers,
    activity: EngineActivity,
    events: TaskEvents,
  ) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'onereel_http_request_duration_seconds',
      help: 'Time to answer HTTP requests, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
      registers,
    });
    countEngine(this.registry, activity, events);
    gauge('onereel_tasks_open', 'Unfinished tasks by status', 'status', registers, () =>
      store.countByStatus(),
    );
    gauge(
      'onereel_queue_jobs',
      'Steps waiting and running in this process',
      'state',
      registers,
      async () => ({
        ...(await queue.depth()),
      }),
    );
    gauge('onereel_provider_slots_used', 'Tasks in flight per credential', 'slot', registers, async () =>
      Object.fromEntries((await store.slotUsage()).map(({ slot, used }) => [slot, used])),
    );
    gauge(
      'onereel_provider_configured',
      '1 when the provider has its credentials',
      'provider',
      registers,
      () =>
        Promise.resolve(
          Object.fromEntries(providers.list().map(({ id, provider }) => [id, provider ? 1 : 0])),
        ),
    );
    gauge(
      'onereel_circuit_open',
      'Credentials that rest: 1 open, 0.5 while a create call probes',
      'credential',
      registers,
      () =>
        Promise.resolve(
          Object.fromEntries(
            [...circuits.reports()].map(([name, { state }]) => [name, state === 'open' ? 1 : 0.5]),
          ),
        ),
    );
  }

  observe(request: { method: string; route: string; status: number; seconds: number }): void {
    const { method, route, status, seconds } = request;
    this.requests.observe({ method, route, status }, seconds);
  }

  page(): Promise<string> {
    return this.registry.metrics();
  }
}

function gauge(
  name: string,
  help: string,
  label: string,
  registers: Registry[],
  read: () => Promise<Readonly<Record<string, number>>>,
): void {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers,
    async collect() {
      this.reset();
      for (const [value, count] of Object.entries(await read())) this.set({ [label]: value }, count);
    },
  });
}
