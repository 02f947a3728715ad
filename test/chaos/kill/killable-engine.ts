import { startEngine } from '../vendor/start-engine';
import { VendorProvider } from '../vendor/vendor-provider';
import { type FaultPoint, Fuse, fuseArtifacts, fuseProvider, fuseStore } from './fault-points';

/** Sent by the parent over IPC: where to run, where to die, what to create. */
export interface KillOrder {
  readonly dataDir: string;
  readonly vendorUrl: string;
  readonly reconcile: boolean;
  /** Accounts at the vendor. */
  readonly credentials?: readonly string[];
  readonly point?: FaultPoint;
  /** How often the point is passed before it kills. */
  readonly passes: number;
  /** Prompts; each is created under an idempotency key of its own, as a client that lost the answer would. */
  readonly prompts: readonly string[];
}

export interface Created {
  readonly prompt: string;
  readonly id: string;
}

/** The engine in a process of its own. It stays until it is killed. */
async function main(order: KillOrder): Promise<void> {
  const fuse = new Fuse(order.point, order.passes);
  const provider = new VendorProvider({
    url: order.vendorUrl,
    reconcile: order.reconcile,
    credentials: order.credentials,
  });
  fuseProvider(provider, fuse);
  const engine = await startEngine({
    dataDir: order.dataDir,
    provider,
    settings: { allowPrivateHosts: ['127.0.0.1'] },
    onAdapters({ store, artifacts }) {
      fuseStore(store, fuse);
      fuseArtifacts(artifacts, fuse);
    },
  });
  await Promise.all(
    order.prompts.map(async (prompt) => {
      const request = { model: 'vendor-1', prompt };
      const input = {
        dialect: 'native',
        request,
        inputs: [],
        idempotencyKey: prompt,
        callbackUrl: order.vendorUrl,
      };
      const { id } = await engine.gateway.create(input, { ownerId: 'tester' });
      process.send?.({ prompt, id } satisfies Created);
    }),
  );
}

process.once('message', (order) => {
  main(order as KillOrder).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
    process.disconnect();
  });
});
