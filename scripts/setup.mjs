/** Brings a fresh clone to a runnable state. Plain Node, no dependencies: it runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE_FLOOR = [20, 19];
const FFMPEG_FLOOR = [5, 1];

const say = (line) => process.stderr.write(`${line}\n`);

export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

export function fail(message) {
  say(`\n${message}\n`);
  process.exit(1);
}

const atLeast = (version, floor) =>
  version[0] > floor[0] || (version[0] === floor[0] && version[1] >= floor[1]);

export function ensureNode() {
  const version = process.versions.node.split('.').map(Number);
  if (!atLeast(version, NODE_FLOOR)) {
    fail(
      `OneReel needs Node.js ${NODE_FLOOR.join('.')} or newer; this is ${process.versions.node}. Get it from https://nodejs.org`,
    );
  }
}

const sha = (text) => createHash('sha256').update(text).digest('hex');

/** Installs from the lockfile unless what is installed already matches it. */
export function ensureInstalled() {
  const lock = sha(readFileSync(join(ROOT, 'package-lock.json')));
  const stamp = join(ROOT, 'node_modules', '.onereel-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing dependencies (npm ci) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (run(npm, ['ci', ...quiet], { shell: process.platform === 'win32' }) !== 0) {
    fail('npm ci failed; see the lines above. A proxy or an offline machine is the usual cause.');
  }
  writeFileSync(stamp, lock);
}

function* sourceFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourceFiles(path);
    else if (!entry.name.endsWith('.spec.ts')) yield path;
  }
}

function sourceFingerprint() {
  const files = ['libs', 'apps'].flatMap((top) => [...sourceFiles(join(ROOT, top))]);
  const config = ['nest-cli.json', 'tsconfig.base.json', 'package-lock.json'].map((name) => join(ROOT, name));
  const lines = [...files, ...config].map((path) => {
    const { size, mtimeMs } = statSync(path);
    return `${relative(ROOT, path)} ${size} ${mtimeMs}`;
  });
  return sha(lines.sort().join('\n'));
}

/** Builds every package unless nothing changed since the last build. */
export function ensureBuilt({ force = false } = {}) {
  const stamp = join(ROOT, 'apps', 'gateway', 'dist', '.build-stamp');
  const fingerprint = sourceFingerprint();
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  say('Building …');
  const nest = join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  if (run(process.execPath, [nest, 'build', '--all'], { stdio: ['ignore', 'ignore', 'inherit'] }) !== 0) {
    const again = run(process.execPath, [nest, 'build', '--all']);
    if (again !== 0) fail('The build failed; see the lines above.');
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}

function toolVersion(tool) {
  const result = spawnSync(tool, ['-version'], { encoding: 'utf8' });
  const match = /version n?(\d+)\.(\d+)/.exec(result.stdout ?? '');
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

const usable = (tool) => {
  const version = toolVersion(tool);
  return version !== undefined && atLeast(version, FFMPEG_FLOOR);
};

const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

/** How this process may install system packages, if at all. */
function aptCommand() {
  if (process.platform !== 'linux' || !has('apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n', 'apt-get'] : undefined;
}

const INSTALL_HINTS = [
  [() => process.platform === 'darwin', 'brew install ffmpeg'],
  [() => process.platform === 'win32', 'winget install Gyan.FFmpeg'],
  [() => has('apt-get'), 'sudo apt-get update && sudo apt-get install -y ffmpeg'],
  [() => has('dnf'), 'sudo dnf install -y ffmpeg   (from RPM Fusion)'],
  [() => has('pacman'), 'sudo pacman -S ffmpeg'],
  [() => has('apk'), 'sudo apk add ffmpeg'],
  [() => has('zypper'), 'sudo zypper install ffmpeg'],
];

/** Installs system packages with apt where that is allowed; says whether it did. */
export function aptInstall(...packages) {
  const apt = aptCommand();
  if (!apt) return false;
  say(`Installing ${packages.join(', ')} with apt-get …`);
  const [command, ...prefix] = apt;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env };
  const install = [...prefix, 'install', '-y', '--no-install-recommends', ...packages];
  if (run(command, install, { ...options, stdio: 'ignore' }) === 0) return true;
  return run(command, [...prefix, 'update'], options) === 0 && run(command, install, options) === 0;
}

export function ensureFfmpeg() {
  const ffmpeg = process.env.FFMPEG_PATH || 'ffmpeg';
  const ffprobe = process.env.FFPROBE_PATH || 'ffprobe';
  if (usable(ffmpeg) && usable(ffprobe)) return;
  if (!process.env.FFMPEG_PATH && aptInstall('ffmpeg') && usable('ffmpeg') && usable('ffprobe')) return;
  const hint = INSTALL_HINTS.find(([applies]) => applies())?.[1] ?? 'see https://ffmpeg.org/download.html';
  fail(
    `OneReel needs ffmpeg and ffprobe ${FFMPEG_FLOOR.join('.')} or newer on the PATH (or FFMPEG_PATH and FFPROBE_PATH).\n` +
      `Install them and run the same command again:\n\n  ${hint}`,
  );
}

export function ensureReady() {
  ensureNode();
  ensureInstalled();
  ensureFfmpeg();
  ensureBuilt();
}
