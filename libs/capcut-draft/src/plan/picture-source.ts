import type { MediaFacts } from '@onereel/core/media';
import type { Crop, FileContent, Picture } from '../timeline/timeline';
import { colorStream, type ComposeContext } from './compose-context';
import { num } from './expression';
import { entryOf } from './media-book';
import { nestedFilm } from './nested-film';
import type { Size } from './placement';
import { isRgb, sourceColorOptions, toneMapping } from './source-color';
import { stillWeight, videoWeight } from './memory-weight';
import type { GraphInput, LeanRead } from './filter-graph';
import { type ClipWindow, readStill, readVideo, type SourceRead } from './source-stream';

/** True when one frame stands for the whole clip. */
export function isStillSource(context: ComposeContext, { content }: Picture): boolean {
  if (content.kind === 'film') return false;
  if (content.kind === 'color' || content.still) return true;
  const { missing, facts } = entryOf(context.book, content.source);
  return missing || facts.durationSeconds === 0;
}

/** The picture as it comes from its source, cropped and unscaled: one frame for stills, every frame otherwise. */
export function pictureSource(context: ComposeContext, picture: Picture, window: ClipWindow): string {
  const { content } = picture;
  if (content.kind === 'film')
    return context.graph.chain([nestedFilm(context, content, window)], cropFilters(picture.crop));
  if (content.kind === 'color') return colorPicture(context, content);
  return filePicture(context, picture, content, window);
}

function filePicture(
  context: ComposeContext,
  picture: Picture,
  content: FileContent,
  window: ClipWindow,
): string {
  const { path, fingerprint, facts } = entryOf(context.book, content.source);
  const after = [...toneMapping(facts), ...cropFilters(picture.crop)];
  if (isStillSource(context, picture)) {
    const input = context.graph.stillInput({
      ...{ options: readStill(facts), path, fingerprint },
      weight: stillWeight(facts),
    });
    return context.graph.stillChain(input, ['trim=end_frame=1', ...after]);
  }
  const { graph, reads } = context;
  const shared = reads?.get(picture.id);
  const { input, filters } = fileRead(context, shared?.content ?? content, shared?.window ?? window);
  if (!shared) return graph.chain([graph.input(input)], [...filters, ...after]);
  const start = window.from + shared.shift - shared.window.from;
  return graph.chain(
    [graph.sharedRead(input, filters)],
    [`trim=start_frame=${start}:end_frame=${start + window.frames}`, 'setpts=PTS-STARTPTS', ...after],
  );
}

function fileRead(
  { book, fps }: ComposeContext,
  content: FileContent,
  window: ClipWindow,
): { input: GraphInput; filters: string[] } {
  const { path, fingerprint, facts } = entryOf(book, content.source);
  const read = readVideo(content, facts, window, fps);
  const { options, filters } = read;
  const lean = leanRead(facts, read);
  return { input: { options, path, fingerprint, weight: videoWeight(facts), lean }, filters };
}

/** For files that show which pictures are needed by others, and that say nothing about a picture beyond its stream. */
function leanRead(facts: MediaFacts, { moments }: SourceRead): LeanRead | undefined {
  const { demuxer, durationSeconds, video, audio } = facts;
  if (!moments || demuxer !== 'mov' || video?.codec !== 'h264') return undefined;
  const { rotation, pixelAspect, startSeconds } = video;
  const plain = rotation === 0 && pixelAspect.num === pixelAspect.den;
  // Positions of FFmpeg count from where the file begins, those in the file from its own zero.
  const fromZero = startSeconds === 0 && (audio?.startSeconds ?? 0) >= 0;
  return plain && fromZero ? { ...moments, fileSeconds: durationSeconds } : undefined;
}

/** Options of the scale filter that say how the colors of a picture are coded. */
export function pictureColor(context: ComposeContext, { content }: Picture): string {
  if (content.kind === 'color') return '';
  if (content.kind === 'film')
    return context.pixels === 'yuv' ? `:in_color_matrix=${context.matrix}:in_range=tv` : '';
  const { facts } = entryOf(context.book, content.source);
  if (toneMapping(facts).length > 0) return ':in_color_matrix=bt709:in_range=tv';
  return isRgb(facts.video?.pixelFormat ?? '') ? '' : sourceColorOptions(facts);
}

/** The file's pictures are of this size and coded as the output is: there is nothing to convert. */
export function isCodedLikeOutput(context: ComposeContext, { content, crop }: Picture, size: Size): boolean {
  if (content.kind !== 'file' || crop || context.pixels !== 'yuv') return false;
  const { facts } = entryOf(context.book, content.source);
  const { video } = facts;
  return (
    video?.pixelFormat === 'yuv420p' &&
    video.rotation === 0 &&
    video.width === size.width &&
    video.height === size.height &&
    sourceColorOptions(facts) === `:in_color_matrix=${context.matrix}:in_range=tv`
  );
}

export function isOpaqueSource(context: ComposeContext, { content }: Picture): boolean {
  if (content.kind === 'film') return true;
  if (content.kind === 'color') return content.colors.every((color) => color.a >= 1);
  return !entryOf(context.book, content.source).facts.video?.hasAlpha;
}

function colorPicture(
  context: ComposeContext,
  content: Extract<Picture['content'], { kind: 'color' }>,
): string {
  const colors = content.colors.slice(0, 8).map(({ r, g, b, a }) => {
    const bytes = [r, g, b, a].map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0'),
    );
    return `0x${bytes.join('')}`;
  });
  if (colors.length === 1) return colorStream(context, { color: colors[0], frames: 1, format: 'gbrap' });
  const { width, height } = context.canvas;
  const radians = (content.angle * Math.PI) / 180;
  const reach = (Math.abs(Math.cos(radians)) * width + Math.abs(Math.sin(radians)) * height) / 2;
  const end = (name: 0 | 1, sign: number): string => {
    const x = Math.round(width / 2 + sign * Math.cos(radians) * reach);
    const y = Math.round(height / 2 - sign * Math.sin(radians) * reach);
    return `x${name}=${x}:y${name}=${y}`;
  };
  const stops = colors.map((color, index) => `c${index}=${color}`).join(':');
  const source = `gradients=s=${width}x${height}:n=${colors.length}:${stops}:${end(0, -1)}:${end(1, 1)}:speed=0.00001`;
  return context.graph.chain([], [source, 'trim=end_frame=1', 'format=gbrap']);
}

/** Straight boxes are cut, quadrilaterals are straightened. */
function cropFilters(crop: Crop | undefined): string[] {
  if (!crop) return [];
  const { upperLeft: a, upperRight: b, lowerLeft: c, lowerRight: d } = crop;
  const straight = a.y === b.y && c.y === d.y && a.x === c.x && b.x === d.x;
  if (straight && b.x > a.x && c.y > a.y) {
    return [`crop=iw*${num(b.x - a.x)}:ih*${num(c.y - a.y)}:iw*${num(a.x)}:ih*${num(a.y)}:exact=1`];
  }
  const corners = [a, b, c, d].map(
    (point, index) => `x${index}=${num(point.x)}*W:y${index}=${num(point.y)}*H`,
  );
  return [`perspective=${corners.join(':')}:sense=source`];
}
