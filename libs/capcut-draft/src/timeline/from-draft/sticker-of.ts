import { type DraftMaterial, stringOr } from '../../draft/model/draft-document';
import type { Caption, Picture } from '../timeline';
import { WHITE } from './color';
import { motionsOf } from './companions-of';
import { remark, type SegmentInput, skip } from './conversion';
import { isPoseProperty, poseCurves, tracksOf } from './curves-of';
import { emojiOf } from './emoji-of';
import { noteCompanions, noteKeyframes } from './left-out';
import { poseOf } from './picture-of';
import { sourceRef } from './source-of';

const PICTURE_FILE = /\.(png|jpe?g|webp|gif|apng|mp4|mov|webm)$/i;

/** A segment of a sticker track that names a file or an emoji. */
export function stickerOf(input: SegmentInput): Picture | Caption | undefined {
  const found = input.conversion.materials.find(input.segment.materialId);
  const path = stringOr(found?.material.path, '');
  if (found && PICTURE_FILE.test(path)) return pictureSticker(input, found.material, path);
  const emoji = found && emojiOf(found.material);
  if (emoji) return emojiSticker(input, emoji);
  const name = stringOr(found?.material.name, '') || stringOr(found?.material.resource_id, 'unknown');
  skip(input, 'sticker', `sticker "${name}" names no picture file; its place stays empty`);
  return undefined;
}

/** What both kinds of stickers share. */
function placed(
  input: SegmentInput,
): Pick<Caption, 'id' | 'track' | 'range' | 'pose' | 'curves' | 'motions'> {
  noteCompanions(input, 'picture');
  const tracks = tracksOf(input);
  noteKeyframes(input, tracks, isPoseProperty);
  return {
    id: input.segment.id,
    track: input.track.id,
    range: input.range,
    pose: poseOf(input),
    curves: poseCurves(input, tracks, (offset) => offset),
    motions: motionsOf(input),
  };
}

function pictureSticker(input: SegmentInput, material: DraftMaterial, path: string): Picture {
  const gif = /\.(gif|apng|webp)$/i.test(path);
  return {
    kind: 'picture',
    ...placed(input),
    content: {
      kind: 'file',
      source: sourceRef(material, 'sticker', path),
      still: !gif,
      loop: gif,
      sourceStartUs: 0,
      sourceDurationUs: input.segment.target.duration,
      retime: { kind: 'constant', speed: 1 },
      reverse: false,
    },
    blend: 'normal',
    grade: [],
    effects: [],
  };
}

/** Unit of text sizes; about a fifth of the canvas width, a guess. */
const EMOJI_SIZE = 35;

/** Drawn as a letter of the color emoji font. */
function emojiSticker(input: SegmentInput, emoji: string): Caption {
  remark(
    input,
    'sticker',
    'approximate',
    `${emoji} as a letter of Noto Color Emoji; its base size is a guess`,
  );
  return {
    kind: 'caption',
    ...placed(input),
    text: {
      text: emoji,
      runs: [
        {
          ...{ start: 0, end: emoji.length, size: EMOJI_SIZE, color: WHITE, bold: false, italic: false },
          ...{ underline: false, fontPath: '', fontName: '', strokes: [], shadows: [] },
        },
      ],
      ...{ alignment: 'center', vertical: false, letterSpacing: 0, lineSpacing: 0, maxWidth: 1, arc: 0 },
    },
  };
}
