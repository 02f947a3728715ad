import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DestinationStream } from 'pino';
import { engineSettingsFrom } from './config/engine-settings-from';
import { readEnvironment } from './config/environment';
import { findExecutable } from './config/find-executable';
import { type Environment, type GatewayConfig, parseConfig } from './config/gateway-config';
import { unknownKeys } from './config/unknown-keys';
import { systemClock } from './engine/clock';
import { ownerSecrets } from './engine/webhooks/webhook-secrets';
import { GatewayModule } from './gateway.module';
import { loadSecretKey } from './http/auth/secret-key-file';
import { engineLinks } from './http/engine-links';
import { SignedFiles } from './http/files/signed-files';
import { BootLogger } from './http/logging/boot-logger';
import { gatewayLogger } from './http/logging/gateway-logger';
import { OPENAPI_SECTIONS } from './http/openapi/openapi-documents';
import { serveOpenApi } from './http/openapi/serve-openapi';
import { PublicAddress } from './http/server/public-address';
import { prepareServer } from './http/server/prepare-server';
import { loadPlugins } from './plugins/load-plugins';
import { vendorDialects } from './plugins/plugins.module';
import { VERSION } from './version';

export interface GatewayAppOptions {
  /** Default: the process environment over `.env`. */
  readonly environment?: Environment;
  /** Settings that replace what the environment says. */
  readonly config?: Partial<GatewayConfig>;
  /** What relative paths are relative to; default: the working directory. */
  readonly folder?: string;
  /** Where log lines go; default: standard output. */
  readonly logStream?: DestinationStream;
}

/**
 * Builds the application without listening. Throws ConfigError or PluginLoadError with everything that is wrong.
 * Call `app.listen`, or `app.init()` for tools that only look at it, and `app.close()` in the end.
 */
export async function createGatewayApp(options: GatewayAppOptions = {}): Promise<NestExpressApplication> {
  const folder = options.folder ?? process.cwd();
  const environment = options.environment ?? readEnvironment(folder);
  const config = { ...parseConfig(environment, folder), ...options.config };
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const plugins = await loadPlugins({ packages: config.providers, environment, folder });
  const media = {
    ffmpegPath: config.ffmpegPath ?? findExecutable('ffmpeg', environment.PATH),
    ffprobePath: config.ffprobePath ?? findExecutable('ffprobe', environment.PATH),
  };
  const pluginHost = { ...media, dataDir: join(config.dataDir, 'providers') };
  const secretKey = loadSecretKey(config.secretKey, config.dataDir);
  const files = new SignedFiles(secretKey, systemClock);
  const address = new PublicAddress(config.publicUrl);
  const logger = gatewayLogger(config, options.logStream);
  const module = GatewayModule.register({
    http: { config, address, secretKey, files },
    logger,
    infrastructure: { dataDir: config.dataDir, redisUrl: config.redisUrl },
    media,
    engine: engineSettingsFrom(config, engineLinks(address, files), ownerSecrets(secretKey)),
    drafts: {
      tempDir: join(config.dataDir, 'work'),
      secretKey,
      alwaysHttp200: config.draftsAlwaysHttp200,
      materialsGraceMs: config.draftMaterialsHours * 3_600_000,
    },
    plugins,
    pluginHost,
    vendorDialects: vendorDialects(plugins, pluginHost),
  });
  const app = await NestFactory.create<NestExpressApplication>(module, {
    abortOnError: false,
    bodyParser: false,
    // What goes wrong is thrown; the framework's own report of it would come twice.
    logger: false,
  });
  const log = app.get(BootLogger);
  app.useLogger(log);
  const pluginKeys = plugins.flatMap(({ plugin }) => plugin.environment.map(({ name }) => name));
  unknownKeys(environment, pluginKeys).forEach((message) => log.warn(message));
  prepareServer(app, config, address, logger);
  if (config.openDocs) {
    serveOpenApi(app, app.get(OPENAPI_SECTIONS), { version: VERSION, serverUrl: config.publicUrl ?? '/' });
  }
  return app;
}
