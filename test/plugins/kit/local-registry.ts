import { mkdtempSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { installedDependencies } from './installed-packages';
import { runCommand } from './run-command';

/** An npm registry on the loopback address that offers some packages, as npm would publish them, and what they need. */
export interface LocalRegistry {
  /** Environment for npm commands that use it and nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
}

interface PackedPackage {
  readonly manifest: Manifest;
  readonly tarball: string;
}

/** Offers `folders` and what they depend on; `work` takes the files. Sources are packed by npm, with their own scripts. */
export async function startLocalRegistry(folders: readonly string[], work: string): Promise<LocalRegistry> {
  const environment = { HOME: work, npm_config_cache: join(work, 'npm-cache') };
  const all = new Set(folders);
  for (const folder of folders) installedDependencies(folder, all);
  const foreign = [...all].filter((folder) => realpathSync(folder).includes('node_modules'));
  const own = [...all].filter((folder) => !foreign.includes(folder));
  const packed = await npmPack(own, work, environment);
  const packages = [...packed, ...(await Promise.all(foreign.map((folder) => archive(folder, work))))];

  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').slice(1));
    const tarball = packages.find((entry) => path === `-/${basename(entry.tarball)}`)?.tarball;
    if (tarball !== undefined) return sendFile(tarball, response);
    const versions = packages.filter(({ manifest }) => manifest.name === path);
    response.writeHead(versions.length > 0 ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(versions.length > 0 ? packument(versions, origin()) : {}));
  });
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    environment: {
      ...environment,
      npm_config_registry: origin(),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function npmPack(
  folders: readonly string[],
  work: string,
  environment: Readonly<Record<string, string>>,
): Promise<PackedPackage[]> {
  const args = ['pack', '--json', '--silent', '--pack-destination', work, ...folders];
  const output = await runCommand('npm', args, { cwd: work, environment });
  const packed = JSON.parse(output.slice(output.indexOf('['))) as readonly { readonly filename: string }[];
  return packed.map(({ filename }, index) => ({
    manifest: manifestOf(folders[index]),
    tarball: join(work, filename),
  }));
}

/** An installed package is already what npm published: only wrapped up, which is much faster than packing it again. */
async function archive(folder: string, work: string): Promise<PackedPackage> {
  const place = mkdtempSync(join(work, 'archive-'));
  const tarball = `${place}.tgz`;
  symlinkSync(folder, join(place, 'package'), 'junction');
  await runCommand('tar', ['-chf', tarball, '-C', place, '--exclude', 'node_modules', 'package'], {
    cwd: work,
  });
  return { manifest: manifestOf(folder), tarball };
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

function packument(versions: readonly PackedPackage[], origin: string): object {
  const [{ manifest }] = versions;
  return {
    name: manifest.name,
    'dist-tags': { latest: manifest.version },
    versions: Object.fromEntries(
      versions.map((entry) => [
        entry.manifest.version,
        { ...entry.manifest, dist: { tarball: `${origin}/-/${basename(entry.tarball)}` } },
      ]),
    ),
  };
}

function sendFile(path: string, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.end(readFileSync(path));
}
