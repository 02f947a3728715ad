import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { ConfigError, type Environment, type GatewayConfig, parseConfig } from './config/gateway-config';
import { createGatewayApp } from './create-gateway-app';
import { ApiKeyRing } from './http/auth/api-key-ring';
import { closeGracefully } from './http/server/close-gracefully';
import { MediaTools } from './http/media/media-tools';
import { PUBLIC_ADDRESS, type PublicAddress } from './http/server/public-address';
import { lockDataFolder } from './infrastructure/embedded/data-folder-lock';
import { PluginLoadError } from './plugins/plugin-problem';
import { VERSION } from './version';

/** Why the server could not start, in words for the operator. */
class StartProblem extends Error {}

/** Runs the server until it is told to stop. Resolves with the exit code. */
export async function serve(environment: Environment): Promise<number> {
  try {
    const config = parseConfig(environment, process.cwd());
    const lock = lockDataFolder(config.dataDir);
    if (!lock) throw new StartProblem(inUse(config));
    const app = await start(environment, config);
    await stopSignal(app.get(Logger));
    await closeGracefully(app, config.shutdownGraceSeconds * 1000);
    lock.release();
    return 0;
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    return 1;
  }
}

async function start(environment: Environment, config: GatewayConfig): Promise<NestExpressApplication> {
  const app = await createGatewayApp({ environment });
  const log = app.get(Logger);
  try {
    const tools = app.get(MediaTools);
    const problem = await tools.problem();
    if (problem !== undefined) throw new StartProblem(problem);
    const gaps = await tools.gaps();
    if (gaps !== undefined) log.warn(`Some renders will be refused or look plainer. ${gaps}`);
    await app.listen(config.port, config.host);
    await announceFirstKey(app, config);
    const address = app.get<PublicAddress>(PUBLIC_ADDRESS).current();
    log.log(`OneReel ${VERSION} listens on ${address}, API reference: ${address}/docs`);
    return app;
  } catch (error) {
    await app.close();
    throw listenProblem(error, config);
  }
}

/** The only time a secret is shown: straight to the terminal, never through the log. */
async function announceFirstKey(app: NestExpressApplication, config: GatewayConfig): Promise<void> {
  if (config.auth === 'none') return;
  const key = await app.get(ApiKeyRing).createFirst();
  if (key === undefined) return;
  process.stdout.write(
    [
      '',
      '  A first API key was made. It is shown only this once:',
      '',
      `    ${key.secret}`,
      '',
      `  Send it as "Authorization: Bearer ${key.secret.slice(0, 3)}…". More keys: onereel keys create`,
      '',
      '',
    ].join('\n'),
  );
}

const inUse = ({ dataDir }: GatewayConfig): string =>
  `Another OneReel server uses ${dataDir}. Stop it, or set ONEREEL_DATA_DIR to another folder.`;

function listenProblem(error: unknown, { host, port }: GatewayConfig): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new StartProblem(
      `Port ${port} on ${host} is taken. Stop the other program or set PORT to a free port.`,
    );
  }
  if (code === 'EACCES') {
    return new StartProblem(`Port ${port} needs more rights. Set PORT to one above 1023.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartProblem(`HOST=${host} is no address of this machine. Set HOST=127.0.0.1 or 0.0.0.0.`);
  }
  return error;
}

function describe(error: unknown): string {
  const known =
    error instanceof StartProblem || error instanceof ConfigError || error instanceof PluginLoadError;
  if (known) return error.message;
  return `OneReel could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Resolves at the first request to stop; a second one ends the process at once. */
function stopSignal(log: Logger): Promise<void> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      log.log(`${signal}: finishing what runs; once more ends at once`);
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.removeListener(name, stop);
      resolve();
    };
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop);
  });
}
