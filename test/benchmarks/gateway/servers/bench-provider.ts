import { defineProviderPlugin, videoProviderToken } from '@onereel/core';
import { VendorProvider } from '../../../chaos/vendor/vendor-provider';

class BenchModule {}

/** Creates are measured here, so no task is asked about meanwhile: polling has its own benchmark. */
const NEVER = { firstSeconds: 3_600, intervalSeconds: 3_600 };

const describe = (url: string) =>
  new VendorProvider({ url, reconcile: false, poll: NEVER, deadlineSeconds: 7_200 });

/** A provider package that talks to the mock vendor, loaded through the same door as any other. */
export default defineProviderPlugin<{ url: string }>({
  id: 'vendor',
  contract: 1,
  environment: [{ name: 'BENCH_VENDOR_URL', description: 'Where the mock vendor listens.', required: true }],
  descriptor: describe('http://127.0.0.1').descriptor,
  parseOptions: ({ BENCH_VENDOR_URL: url }) =>
    url === undefined
      ? { state: 'unconfigured', missing: ['BENCH_VENDOR_URL'] }
      : { state: 'configured', options: { url } },
  module: ({ url }) => {
    const token = videoProviderToken('vendor');
    return {
      module: BenchModule,
      providers: [{ provide: token, useValue: describe(url) }],
      exports: [token],
    };
  },
});
