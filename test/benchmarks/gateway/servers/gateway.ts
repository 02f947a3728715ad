import { createGatewayApp } from '../../../../apps/gateway/src/create-gateway-app';

/** The whole gateway, shell and dialects included, with the benchmark's provider. */
async function main(): Promise<void> {
  const app = await createGatewayApp({ environment: process.env });
  await app.listen(0, '127.0.0.1');
  process.send?.({ url: await app.getUrl() });
}

void main();
