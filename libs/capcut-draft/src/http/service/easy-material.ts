import type { Caller } from '@onereel/core';
import type { CaptionStyle, DraftCommand } from '../../draft/commands/draft-command';
import type { DraftDocument } from '../../draft/model/draft-document';
import { frameOf } from '../../draft/read/canvas-facts';
import type { Placement } from '../../draft/write/new-segment';
import type { CapcutMateEasyMaterialBody } from '../dto/media.dto';
import { hexColor } from './caption-requests';
import type { MediaResolver } from './media-resolver';

const CLIP_LENGTH = 5_000_000;
const PICTURE_LENGTH = 3_000_000;
const CENTERED: Placement = { alpha: 1, scaleX: 1, scaleY: 1, x: 0, y: 0 };

/** One sound, and what else was named, each from the beginning on a track of its own; all or nothing. */
export async function easyMaterialCommands(
  body: CapcutMateEasyMaterialBody,
  media: Pick<MediaResolver, 'resolve'>,
  caller: Caller,
): Promise<(document: DraftDocument) => DraftCommand[]> {
  const [sound, clip, picture] = await Promise.all([
    media.resolve({ url: body.audio_url, field: 'audio_url', accept: ['audio'] }, caller),
    body.video_url
      ? media.resolve({ url: body.video_url, field: 'video_url', accept: ['video'] }, caller)
      : undefined,
    body.img_url
      ? media.resolve({ url: body.img_url, field: 'img_url', accept: ['image'] }, caller)
      : undefined,
  ]);
  const clips = (field: string, medium: typeof sound, end: number): DraftCommand => ({
    kind: 'add_clips',
    field,
    items: [{ media: medium, start: 0, end }],
    placement: CENTERED,
  });
  return (document) => [
    {
      kind: 'add_audios',
      field: 'audio_url',
      items: [{ media: sound, start: 0, end: Math.min(CLIP_LENGTH, sound.duration) }],
    },
    ...(clip ? [clips('video_url', clip, Math.min(CLIP_LENGTH, clip.duration))] : []),
    ...(picture ? [clips('img_url', picture, PICTURE_LENGTH)] : []),
    ...(body.text?.trim() ? [caption(body, body.text, document)] : []),
  ];
}

function caption(body: CapcutMateEasyMaterialBody, text: string, document: DraftDocument): DraftCommand {
  const style: CaptionStyle = {
    textColor: hexColor(body.text_color) ?? '#ffffff',
    alignment: 1,
    alpha: 1,
    fontSize: body.font_size,
    letterSpacing: 0,
    lineSpacing: 0,
    bold: false,
    italic: false,
    underline: false,
  };
  const placement = { ...CENTERED, y: body.text_transform_y / frameOf(document).height };
  return {
    kind: 'add_captions',
    field: 'text',
    items: [{ text, start: 0, end: CLIP_LENGTH }],
    style,
    placement,
    wraps: false,
  };
}
