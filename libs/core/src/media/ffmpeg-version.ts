/** The version in what `ffmpeg -version` prints, e.g. `5.1.9-0+deb12u1`. */
export const ffmpegVersion = (text: string | undefined): string | undefined =>
  /^ffmpeg version (\S+)/m.exec(text ?? '')?.[1];

/** Its first number; a build of the development branch, which carries none, counts as the newest. */
export function ffmpegMajor(text: string): number {
  const [, major] = /^n?(\d+)\.\d+/.exec(ffmpegVersion(text) ?? '') ?? [];
  return major === undefined ? Number.POSITIVE_INFINITY : Number(major);
}
