import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pin } from './child-server';

const VERSION = '1.15.2';

/** Installs the peer once into a temporary folder; `undefined` where npm cannot reach a registry. */
export function installPortkey(): string | undefined {
  const folder = join(tmpdir(), `onereel-bench-portkey-${VERSION}`);
  const entry = join(folder, 'node_modules', '@portkey-ai', 'gateway', 'build', 'start-server.js');
  if (existsSync(entry)) return entry;
  mkdirSync(folder, { recursive: true });
  // Newer @hono/node-server versions make it answer 500 after a forwarded request.
  const manifest = {
    private: true,
    dependencies: { '@portkey-ai/gateway': VERSION },
    overrides: { '@hono/node-server': '1.13.8' },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'ignore',
  });
  return existsSync(entry) ? entry : undefined;
}

export async function startPortkey(entry: string): Promise<{ child: ChildProcess; url: string }> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  const child = spawn(process.execPath, [entry, `--port=${port}`, '--headless'], { stdio: 'ignore' });
  pin(child.pid, 0);
  return { child, url: `http://127.0.0.1:${port}` };
}

export const portkeyHeaders = (vendorUrl: string): Record<string, string> => ({
  'x-portkey-provider': 'openai',
  'x-portkey-custom-host': `${vendorUrl}/v1`,
  authorization: 'Bearer bench',
});

/** Any answer will do. */
export async function waitUntilUp(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(200);
  }
  throw new Error(`nothing answers at ${url}`);
}
