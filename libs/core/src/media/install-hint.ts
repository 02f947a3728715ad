const BY_DISTRIBUTION: [ids: string[], command: string][] = [
  [
    ['debian', 'ubuntu', 'linuxmint', 'pop', 'raspbian', 'kali'],
    'sudo apt-get update && sudo apt-get install -y ffmpeg',
  ],
  [['fedora'], 'sudo dnf install -y ffmpeg (from RPM Fusion)'],
  [
    ['rhel', 'centos', 'rocky', 'almalinux', 'ol'],
    'sudo dnf install -y epel-release && sudo dnf install -y ffmpeg (from RPM Fusion)',
  ],
  [['alpine'], 'apk add ffmpeg'],
  [['arch', 'manjaro'], 'sudo pacman -S --noconfirm ffmpeg'],
  [['opensuse', 'suse', 'sles'], 'sudo zypper install -y ffmpeg'],
  [['nixos'], 'nix-env -iA nixos.ffmpeg-full'],
];
const BY_PLATFORM: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install ffmpeg',
  win32: 'winget install --id Gyan.FFmpeg',
  freebsd: 'sudo pkg install -y ffmpeg',
};

/**
 * The command that installs FFmpeg on a system.
 *
 * @param osRelease text of `/etc/os-release`, where there is one
 */
export function ffmpegInstallCommand(platform: NodeJS.Platform, osRelease = ''): string {
  const fixed = BY_PLATFORM[platform];
  if (fixed) return fixed;
  const named = new Set(
    [...osRelease.matchAll(/^(?:ID|ID_LIKE)=(.*)$/gm)].flatMap(([, value]) =>
      value.replace(/["']/g, '').toLowerCase().split(/\s+/),
    ),
  );
  const row = BY_DISTRIBUTION.find(([ids]) =>
    ids.some((id) => [...named].some((name) => name.startsWith(id))),
  );
  return row?.[1] ?? 'install the package "ffmpeg" with the package manager of this system';
}
