import { graphArguments, type MediaProcess } from '@onereel/core/media';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { DraftDocument } from '../draft/model/draft-document';
import { loadLooks } from '../media/load-looks';
import { prepareMedia, type ResolveMedia } from '../media/prepare-media';
import { type BatchCommand, frameCommand, type PlanInput } from '../plan/render-plan';
import { SkiaCaptionArtist } from '../text/skia-caption-artist';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import { toFrame } from '../timeline/frame-clock';
import type { FrameRange, Timeline } from '../timeline/timeline';
import { PREVIEW_ENCODERS, type PreviewFormat } from './preview-formats';
import { outputSettings, type RenderOptions } from './render-options';

export interface PreviewRequest {
  readonly draft: DraftDocument;
  readonly media: MediaProcess;
  readonly resolveMedia: ResolveMedia;
  /** Seconds; past the end the last frame is shown. */
  readonly atSeconds: number;
  /** Default `png`. */
  readonly format?: PreviewFormat;
  readonly options?: Pick<RenderOptions, 'width' | 'height' | 'fontDirectories' | 'lutFiles'>;
  /** Private to this call; removed afterwards. */
  readonly workDir: string;
  readonly signal?: AbortSignal;
}

const CONCURRENCY = 4;
const LIMITS = { timeoutMs: 30_000 };

/** One frame of a draft, composed exactly as the film would be. @throws FfmpegError, RangeError */
export async function renderPreview(request: PreviewRequest): Promise<Buffer> {
  const { timeline: film } = buildTimeline(request.draft);
  if (film.frames === 0) throw new RangeError('the draft is empty: there is nothing to show');
  const options = request.options ?? {};
  const wanted = toFrame(request.atSeconds * 1e6, film.fps);
  const frame = Math.min(film.frames - 1, Math.max(0, wanted));
  const around = onlyAround(film, frame);
  await mkdir(request.workDir, { recursive: true });
  try {
    const { media, workDir, resolveMedia, signal } = request;
    const { timeline } = await loadLooks(around, { media, resolveMedia, signal, lutFiles: options.lutFiles });
    const { book } = await prepareMedia(timeline, {
      media,
      resolveMedia,
      workDir,
      concurrency: CONCURRENCY,
      signal,
    });
    const output = outputSettings(timeline, options);
    const captions = new SkiaCaptionArtist(options.fontDirectories);
    const plan: PlanInput = {
      timeline,
      book,
      captions,
      output,
      lengths: { longest: 1, shortest: 1 },
    };
    return await run(request, frameCommand(plan, frame));
  } finally {
    await rm(request.workDir, { recursive: true, force: true });
  }
}

/** Files that are not seen at a moment need not be looked at. */
function onlyAround(film: Timeline, frame: number): Timeline {
  const shown = (range: FrameRange): boolean => frame >= range.start && frame < range.end;
  const mixed = new Set(
    film.transitions.filter(({ range }) => shown(range)).flatMap(({ fromId, toId }) => [fromId, toId]),
  );
  return {
    ...film,
    sounds: [],
    visuals: film.visuals.filter(({ id, range }) => shown(range) || mixed.has(id)),
  };
}

async function run(
  { media, workDir, signal, format = 'png' }: PreviewRequest,
  command: BatchCommand,
): Promise<Buffer> {
  const encoder = PREVIEW_ENCODERS[format];
  for (const asset of command.assets) await writeFile(join(workDir, asset.name), await asset.produce());
  const inputs = command.inputs.flatMap(({ options, path }) => [
    ...['-threads', '1'],
    ...options,
    '-i',
    isAbsolute(path) ? path : join(workDir, path),
  ]);
  const graph = await graphArguments(media, command.graph, workDir);
  const { stdout } = await media.ffmpeg(
    [
      ...['-v', 'error', ...inputs, ...graph, '-map', `[${command.output}]`],
      ...['-frames:v', '1', '-c:v', encoder.name, ...encoder.args, '-f', 'image2pipe', '-'],
    ],
    { cwd: workDir, signal, ...LIMITS },
  );
  return stdout;
}
