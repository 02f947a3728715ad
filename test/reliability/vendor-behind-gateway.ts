import type { GatewayConfig } from '../../apps/gateway/src/config/gateway-config';
import { startTestGateway, type TestGateway } from '../http/test-gateway';
import type { Simulator, SimulatorOptions } from '../simulators/frame/simulator';
import { startSimulator, type VendorName } from '../simulators/start-simulator';

/** A parsed JSON answer; what the tests read of it is asserted, not typed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Moment {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A simulated vendor with the whole gateway before it. */
export interface VendorBehindGateway {
  readonly vendor: Simulator;
  readonly gateway: TestGateway;
  /** A JSON call in any dialect; gives the parsed answer. */
  json(path: string, body?: object): Promise<Json>;
  /** Creates over the native API; gives the id. */
  create(body: object): Promise<string>;
  /** Reads over the native API until `status` is one of `wanted`. */
  until(id: string, ...wanted: string[]): Promise<Json>;
  explain(id: string): Promise<Json & { readonly timeline: readonly Moment[] }>;
  close(): Promise<void>;
}

export interface Arrangement {
  readonly vendor: VendorName;
  readonly provider: 'kling' | 'veo' | 'jimeng';
  readonly timing?: SimulatorOptions['timing'];
  readonly config?: Partial<GatewayConfig>;
  /** Beside the simulator's own lines; may need its address. */
  readonly environment?: Environment | ((url: string) => Environment);
}

type Environment = Readonly<Record<string, string>>;

export async function startVendorBehindGateway(arrangement: Arrangement): Promise<VendorBehindGateway> {
  const { vendor: name, provider, config, environment } = arrangement;
  const vendor = await startSimulator({
    vendor: name,
    timing: arrangement.timing ?? { queuedSeconds: 0.1, runSeconds: 0.2 },
  });
  const gateway = await startTestGateway(
    { providers: [`@onereel/providers-${provider}`], retryDelaySeconds: 0.1, ...config },
    {
      ...vendor.environment,
      [`${provider.toUpperCase()}_POLL_SECONDS`]: '0.2',
      ...(typeof environment === 'function' ? environment(vendor.url) : environment),
    },
  );
  const json = async (path: string, body?: object): Promise<Json> => {
    const sent = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return (await (await gateway.fetch(path, sent)).json()) as Json;
  };
  return {
    vendor,
    gateway,
    json,
    create: async (body) => String((await json('/api/v1/videos/generate', body)).task_id),
    async until(id, ...wanted) {
      let task: Json;
      for (let tries = 0; tries < 200; tries += 1) {
        task = await json(`/api/v1/tasks/${id}`);
        if (wanted.includes(task.status)) return task;
        await pause(100);
      }
      throw new Error(`task ${id} is ${task.status}, not ${wanted.join(' or ')}`);
    },
    explain: (id) => json(`/api/v1/tasks/${id}/explain`),
    async close() {
      await gateway.close();
      await vendor.close();
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
