import { NestFactory } from '@nestjs/core';
import { type GatewayConfig, parseConfig } from '../config/gateway-config';
import { readEnvironment } from '../config/environment';
import { API_KEY_STORE, type ApiKeyStore } from '../http/auth/api-key-store';
import { InfrastructureModule } from '../infrastructure/infrastructure.module';

/** Opens the key store the server uses; works while it runs. */
export async function withKeyStore<T>(
  work: (store: ApiKeyStore, config: GatewayConfig) => Promise<T>,
): Promise<T> {
  const folder = process.cwd();
  const config = parseConfig(readEnvironment(folder), folder);
  const app = await NestFactory.createApplicationContext(
    InfrastructureModule.register({ dataDir: config.dataDir }),
    { logger: false, abortOnError: false },
  );
  try {
    return await work(app.get<ApiKeyStore>(API_KEY_STORE), config);
  } finally {
    await app.close();
  }
}
