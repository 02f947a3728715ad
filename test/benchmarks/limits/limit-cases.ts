import type { DraftDocument } from '@onereel/capcut-draft';
import { clip, DraftKit, keyframes } from '../../media/kit/draft-kit';

export interface LimitCase {
  readonly name: string;
  /** FFmpeg arguments in front of each file to make. */
  readonly media: Readonly<Record<string, readonly string[]>>;
  readonly draft: DraftDocument;
  readonly frames: number;
}

export interface LimitScale {
  readonly overlays: number;
  readonly minutes: number;
  readonly uhdClips: number;
  readonly copiedSeconds: number;
}

/** What the service promises to finish within 1 GiB. */
export const FULL: LimitScale = { overlays: 60, minutes: 30, uhdClips: 6, copiedSeconds: 10 };
/** The same kinds of strain in seconds instead of minutes. */
export const SMALL: LimitScale = { overlays: 60, minutes: 2, uhdClips: 2, copiedSeconds: 2 };

export function limitCases(scale: LimitScale): LimitCase[] {
  return [
    manyOverlays(scale.overlays),
    longFilm(scale.minutes),
    largeSources(scale.uhdClips),
    heavyCopy(scale.copiedSeconds),
  ];
}

const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const source = (seconds: number): Record<string, unknown> => ({
  source_timerange: { start: 0, duration: seconds * 1e6 },
});

/** Photos and clips of a usual size, all seen at once, all moving, over one full-screen clip. */
function manyOverlays(count: number): LimitCase {
  const seconds = 2;
  const draft = new DraftKit(1280, 720);
  draft.track('video').add(draft.video('base.mp4'), 0, seconds, source(seconds));
  for (let index = 0; index < count; index += 1) {
    const column = index % 10;
    const place = { x: -0.9 + column * 0.2, y: 0.8 - Math.floor(index / 10) * 0.3 };
    const material = index % 3 === 0 ? draft.video(`small.mp4`) : draft.photo(`photo-${index % 6}.jpg`);
    draft.track('video').add(material, 0, seconds, {
      ...source(seconds),
      ...clip({ scale: { x: 0.15, y: 0.15 }, transform: place, rotation: index }),
      common_keyframes: [
        keyframes('KFTypePositionX', [
          [0, place.x],
          [seconds, place.x + 0.1],
        ]),
      ],
    });
  }
  const photos = Array.from({ length: 6 }, (_, index) => [
    `photo-${index}.jpg`,
    ['-f', 'lavfi', '-i', `testsrc2=s=4000x3000:d=0.1,hue=h=${index * 60}`, '-frames:v', '1'],
  ]);
  return {
    name: `${count} overlays`,
    media: {
      'base.mp4': ['-f', 'lavfi', '-i', 'testsrc2=s=1920x1080:r=30:d=3', ...X264],
      'small.mp4': ['-f', 'lavfi', '-i', 'testsrc2=s=1920x1080:r=30:d=3', ...X264],
      ...(Object.fromEntries(photos) as Record<string, string[]>),
    },
    draft: draft.build(),
    frames: seconds * 30,
  };
}

/** Hundreds of cuts with captions, sound and a slow zoom, at a small size. */
function longFilm(minutes: number): LimitCase {
  const draft = new DraftKit(320, 180);
  const cuts = minutes * 20;
  const track = draft.track('video');
  const captions = draft.track('text');
  const music = draft.track('audio');
  for (let index = 0; index < cuts; index += 1) {
    track.add(draft.video('clip.mp4', { has_audio: true, duration: 12e6 }), index * 3, 3, {
      source_timerange: { start: (index % 8) * 1e6, duration: 3e6 },
      ...clip({ scale: { x: 1.1, y: 1.1 } }),
    });
    captions.add(draft.text(`Caption ${index}`), index * 3 + 0.5, 2);
  }
  for (let at = 0; at < cuts * 3; at += 60)
    music.add(draft.material('audios', { path: 'music.wav', duration: 60e6 }), at, 60, source(60));
  return {
    name: `${minutes} minutes, ${cuts} cuts`,
    media: {
      'clip.mp4': [
        ...['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=30:d=12', '-f', 'lavfi', '-i', 'sine=d=12'],
        ...['-shortest', ...X264, '-c:a', 'aac'],
      ],
      'music.wav': ['-f', 'lavfi', '-i', 'sine=220:d=60'],
    },
    draft: draft.build(),
    frames: cuts * 90,
  };
}

/** Ultra HD clips of the codecs cameras write, one over the other, on a Full HD canvas. */
function largeSources(clips: number): LimitCase {
  const draft = new DraftKit(1920, 1080);
  const below = draft.track('video');
  const above = draft.track('video');
  for (let index = 0; index < clips; index += 1) {
    const file = index % 2 === 0 ? 'uhd.mp4' : 'uhd-hevc.mp4';
    below.add(draft.video(file), index * 2, 2, { ...source(2), ...clip({ rotation: 2 }) });
    above.add(draft.video('uhd.mp4'), index * 2, 2, { ...source(2), ...clip({ scale: { x: 0.4, y: 0.4 } }) });
  }
  const uhd = ['-f', 'lavfi', '-i', 'testsrc2=s=3840x2160:r=30:d=2.5', '-preset', 'ultrafast'];
  return {
    name: `${clips * 2} clips of 3840x2160`,
    media: {
      'uhd.mp4': [...uhd, '-c:v', 'libx264', '-pix_fmt', 'yuv420p'],
      'uhd-hevc.mp4': [...uhd, '-c:v', 'libx265', '-x265-params', 'log-level=error', '-pix_fmt', 'yuv420p'],
    },
    draft: draft.build(),
    frames: clips * 60,
  };
}

/** Noise, as large as a file of that length can be (about 100 MB per second), taken over as it is. */
function heavyCopy(seconds: number): LimitCase {
  const draft = new DraftKit(1920, 1080);
  draft.track('video').add(draft.video('noise.mp4'), 0, seconds, source(seconds));
  const noise = `color=gray:s=1920x1080:r=30:d=${seconds},noise=alls=100:allf=t`;
  return {
    name: `${seconds} seconds of noise, copied`,
    media: { 'noise.mp4': ['-f', 'lavfi', '-i', noise, ...X264, '-qp', '12'] },
    draft: draft.build(),
    frames: seconds * 30,
  };
}
