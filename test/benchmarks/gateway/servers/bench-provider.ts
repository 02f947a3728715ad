import { defineProviderPlugin, videoProviderToken } from '@onereel/core';
import { VendorProvider } from '../../../chaos/vendor/vendor-provider';

class BenchModule {}

const describe = (url: string) =>
  new VendorProvider({ url, reconcile: false, poll: { firstSeconds: 5, intervalSeconds: 5 } });

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
