import { readFile } from 'node:fs/promises';
import { FfmpegError } from './ffmpeg-error';
import { createMediaProcess, type MediaProcess } from './ffmpeg-process';
import { ffmpegVersion } from './ffmpeg-version';
import { ffmpegInstallCommand } from './install-hint';

export interface MediaToolSettings {
  /** Explicit paths; without them the programs are looked up in `searchPath`. */
  ffmpegPath?: string;
  ffprobePath?: string;
  /** Directories in PATH syntax. Default: the usual system directories. */
  searchPath?: string;
}

export interface MediaRequirements {
  filters?: readonly string[];
  encoders?: readonly string[];
}

export interface MediaCapabilities {
  media: MediaProcess;
  ffmpegFound: boolean;
  ffprobeFound: boolean;
  /** As printed, e.g. `5.1.9-0+deb12u1`; undefined when not found. */
  version?: string;
  /** Parsed from the version; a build from the development branch counts as new enough. */
  versionSupported: boolean;
  filters: ReadonlySet<string>;
  encoders: ReadonlySet<string>;
  /** How to install FFmpeg on this machine. */
  installCommand: string;
}

export const MINIMUM_FFMPEG = { major: 5, minor: 1 };
const QUERY = { timeoutMs: 15_000 };

/** Finds ffmpeg and ffprobe and asks what they can do. Never throws for absent programs: see {@link describeMissing}. */
export async function detectMediaCapabilities(settings: MediaToolSettings = {}): Promise<MediaCapabilities> {
  const env = settings.searchPath
    ? { PATH: settings.searchPath, LC_ALL: 'C', AV_LOG_FORCE_NOCOLOR: '1' }
    : undefined;
  const media = createMediaProcess({
    ffmpegPath: settings.ffmpegPath ?? 'ffmpeg',
    ffprobePath: settings.ffprobePath ?? 'ffprobe',
    env,
  });
  const [versionText, probeText, filterText, encoderText, installCommand] = await Promise.all([
    query(() => media.ffmpeg(['-version'], QUERY)),
    query(() => media.ffprobe(['-version'], QUERY)),
    query(() => media.ffmpeg(['-filters'], QUERY)),
    query(() => media.ffmpeg(['-encoders'], QUERY)),
    installCommandHere(),
  ]);
  const version = ffmpegVersion(versionText);
  return {
    media,
    ffmpegFound: versionText !== undefined,
    ffprobeFound: probeText !== undefined,
    version,
    versionSupported: isSupportedVersion(version),
    filters: names(filterText, /^ [T.][S.][C.]? (\w+)\s/gm),
    encoders: names(encoderText, /^ [VAS][F.][S.][X.][B.][D.] ([\w-]+)\s/gm),
    installCommand,
  };
}

/** One message naming everything that is missing and the cure, or undefined when nothing is. */
export function describeMissing(found: MediaCapabilities, needs: MediaRequirements = {}): string | undefined {
  const absent = [!found.ffmpegFound && 'ffmpeg', !found.ffprobeFound && 'ffprobe'].filter(Boolean);
  const cure = `Install FFmpeg with: ${found.installCommand} — or point FFMPEG_PATH and FFPROBE_PATH at another build.`;
  if (absent.length > 0) return `${absent.join(' and ')} not found (${places(found)}). ${cure}`;
  const faults: string[] = [];
  if (!found.versionSupported) {
    faults.push(
      `version ${found.version ?? 'unknown'} is too old, ${MINIMUM_FFMPEG.major}.${MINIMUM_FFMPEG.minor} or newer is needed`,
    );
  }
  const filters = (needs.filters ?? []).filter((name) => !found.filters.has(name));
  if (filters.length > 0) faults.push(`filters missing: ${filters.join(', ')}`);
  const encoders = (needs.encoders ?? []).filter((name) => !found.encoders.has(name));
  if (encoders.length > 0) faults.push(`encoders missing: ${encoders.join(', ')}`);
  return faults.length > 0 ? `${found.media.ffmpegPath}: ${faults.join('; ')}. ${cure}` : undefined;
}

/** True for 5.1 and later, and for builds that carry no number. */
export function isSupportedVersion(version: string | undefined): boolean {
  if (version === undefined) return false;
  const match = /^n?(\d+)\.(\d+)/.exec(version);
  if (!match) return /^(N-|git|\d{4}-\d{2}-\d{2})/.test(version);
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > MINIMUM_FFMPEG.major || (major === MINIMUM_FFMPEG.major && minor >= MINIMUM_FFMPEG.minor);
}

function places(found: MediaCapabilities): string {
  return `looked for ${found.media.ffmpegPath} and ${found.media.ffprobePath}`;
}

async function query(ask: () => Promise<{ stdout: Buffer }>): Promise<string | undefined> {
  try {
    return (await ask()).stdout.toString('utf8');
  } catch (error) {
    if (error instanceof FfmpegError) return undefined;
    throw error;
  }
}

function names(text: string | undefined, row: RegExp): ReadonlySet<string> {
  return new Set([...(text ?? '').matchAll(row)].map((match) => match[1]));
}

async function installCommandHere(): Promise<string> {
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return ffmpegInstallCommand(process.platform, osRelease);
}
