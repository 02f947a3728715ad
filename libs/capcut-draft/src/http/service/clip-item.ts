import { GatewayError } from '@onereel/core';
import type { ClipItem, NamedEffect, NamedMask } from '../../draft/commands/draft-command';
import type { PlacedMedia } from '../../draft/write/new-media';
import type {
  CapcutMateCrop,
  CapcutMateImage,
  CapcutMateImageInfo,
  CapcutMateVideo,
  CapcutMateVideoInfo,
} from '../dto/clip-items.dto';

type AnyClip = CapcutMateVideo | CapcutMateVideoInfo | CapcutMateImage | CapcutMateImageInfo;

/** The look of a clip as the request gives it. */
export function clipItem(item: AnyClip, media: PlacedMedia): Omit<ClipItem, 'start' | 'end'> {
  const video = 'video_url' in item ? item : undefined;
  return {
    media,
    sourceStart: video?.source_start,
    sourceDuration: video && 'end' in video ? video.duration : undefined,
    speed: video?.speed,
    volume: video?.volume,
    fadeIn: video?.fade_in,
    fadeOut: video?.fade_out,
    crop: item.crop && cropOf(item.crop),
    mask: item.mask ? centeredMask(item.mask, media) : undefined,
    transition: named(item.transition, item.transition_duration),
    inAnimation: named(item.in_animation, item.in_animation_duration),
    outAnimation: named(item.out_animation, item.out_animation_duration),
    loopAnimation: named(item.loop_animation, item.loop_animation_duration),
    blendMode: item.blend_mode || undefined,
  };
}

export function named(name: string | undefined, duration: number | undefined): NamedEffect | undefined {
  return name === undefined || name.trim() === ''
    ? undefined
    : { name: name.trim(), ...(duration !== undefined && { duration }) };
}

function cropOf(crop: CapcutMateCrop): ClipItem['crop'] {
  if (crop.right > crop.left && crop.bottom > crop.top)
    return { left: crop.left, top: crop.top, right: crop.right, bottom: crop.bottom };
  throw new GatewayError('invalid_parameter', {
    param: 'crop',
    message: 'crop: right must lie beyond left and bottom beyond top.',
  });
}

/** A mask given by name only: centered, half as high as the picture. */
function centeredMask(name: string, media: PlacedMedia): NamedMask {
  const half = Math.max(1, media.height) / 2;
  return {
    name,
    x: 0,
    y: 0,
    width: Math.max(1, media.width) / 2,
    height: half,
    feather: 0,
    rotation: 0,
    invert: false,
    roundCorner: 0,
  };
}
