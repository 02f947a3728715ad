import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';

export interface PackageManifest {
  readonly name: string;
  readonly version?: string;
  readonly main?: string;
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** What an installed copy of the package exports by default. */
export interface LoadedPlugin {
  readonly marked: boolean;
  readonly id?: string;
  readonly contract?: number;
  readonly error?: string;
}

const ALWAYS_PUBLISHED = ['package.json', 'README.md', 'LICENSE'];

export const readManifest = async (root: string): Promise<PackageManifest> =>
  JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as PackageManifest;

/**
 * Loads a package as a stranger would after installing it: only what `files` publishes is there, only declared dependencies
 * can be found, and the plain Node loader runs it, in a thread of its own.
 */
export async function loadAsInstalled(root: string): Promise<LoadedPlugin> {
  const manifest = await readManifest(root);
  const folder = await mkdtemp(join(tmpdir(), 'onereel-packed-'));
  try {
    await copyPublished(root, manifest, join(folder, 'node_modules', manifest.name));
    await linkDependencies(root, manifest, join(folder, 'node_modules'));
    return await loadInThread(folder, manifest.name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyPublished(root: string, { files }: PackageManifest, target: string): Promise<void> {
  const published = files?.filter((entry) => !entry.startsWith('!')) ?? ['.'];
  const excluded = (files ?? [])
    .filter((entry) => entry.startsWith('!'))
    .map((entry) => resolve(root, entry.slice(1)));
  for (const entry of new Set([...ALWAYS_PUBLISHED, ...published])) {
    const source = resolve(root, entry.replace(/\/\*+$/, ''));
    if (!existsSync(source)) continue;
    await cp(source, join(target, source.slice(resolve(root).length)), {
      recursive: true,
      filter: (path) => !excluded.includes(path) && !path.slice(root.length).includes('node_modules'),
    });
  }
}

async function linkDependencies(root: string, manifest: PackageManifest, modules: string): Promise<void> {
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const installed = findInstalled(root, name);
    if (installed === undefined) continue;
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(installed, link, 'junction');
  }
}

function findInstalled(from: string, name: string): string | undefined {
  const candidate = join(from, 'node_modules', name);
  if (existsSync(candidate)) return candidate;
  const parent = dirname(from);
  return parent === from ? undefined : findInstalled(parent, name);
}

const LOADER = `
const { createRequire } = require('node:module');
const { parentPort, workerData } = require('node:worker_threads');
try {
  const loaded = createRequire(workerData.from)(workerData.name);
  const plugin = loaded && loaded.default !== undefined ? loaded.default : loaded;
  const marked = Boolean(plugin && plugin[Symbol.for('onereel.provider-plugin')] === true);
  parentPort.postMessage({ marked, id: plugin && plugin.id, contract: plugin && plugin.contract });
} catch (error) {
  parentPort.postMessage({ marked: false, error: String(error && error.message) });
}`;

function loadInThread(folder: string, name: string): Promise<LoadedPlugin> {
  return new Promise((done, fail) => {
    const workerData = { from: join(folder, 'index.js'), name };
    const worker = new Worker(LOADER, { eval: true, workerData, execArgv: [], env: {} });
    worker.once('message', (message: LoadedPlugin) => {
      done(message);
      void worker.terminate();
    });
    worker.once('error', fail);
  });
}
