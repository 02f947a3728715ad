import type { Caller } from '@onereel/core';
import { GatewayError } from '@onereel/core';
import type { AudioItem, ClipItem, DraftWarning } from '../../draft/commands/draft-command';
import type { PlacedMedia } from '../../draft/write/new-media';
import type {
  CapcutMateAddAudiosBody,
  CapcutMateAddImagesBody,
  CapcutMateAddVideosBody,
} from '../dto/media.dto';
import type {
  CapcutMateAudio,
  CapcutMateAudioInfo,
  CapcutMateImage,
  CapcutMateImageInfo,
  CapcutMateVideo,
  CapcutMateVideoInfo,
} from '../dto/clip-items.dto';
import { clipItem } from './clip-item';
import { inARow, paced, sequential } from './clip-times';
import type { MediaResolver, WantedMedia } from './media-resolver';

/** Items of a request with their media found; `field` is the name the client used. */
export interface ResolvedItems<T> {
  readonly field: string;
  readonly items: readonly T[];
  readonly warnings: readonly DraftWarning[];
}

type Resolve = Pick<MediaResolver, 'resolveAll'>;

export async function resolveVideos(
  body: CapcutMateAddVideosBody,
  media: Resolve,
  caller: Caller,
): Promise<ResolvedItems<ClipItem>> {
  const warnings: DraftWarning[] = [];
  if (body.videos) {
    const { videos } = body;
    const found = await media.resolveAll(wantedVideos('videos', notEmpty('videos', videos)), caller);
    return {
      field: 'videos',
      items: inARow(videos.map((item, i) => sequential(item, found[i] as PlacedMedia, item.speed))),
      warnings,
    };
  }
  const infos = notEmpty('video_infos', body.video_infos);
  const found = await media.resolveAll(wantedVideos('video_infos', infos), caller);
  const items = infos.map((item, i) => ({
    ...clipItem(item, found[i] as PlacedMedia),
    start: item.start,
    end: item.end,
    volume: volumeOf(item.volume, 10, `video_infos[${i}].volume`, warnings),
  }));
  return { field: 'video_infos', items: paced(items, body.scene_timelines), warnings };
}

export async function resolveImages(
  body: CapcutMateAddImagesBody,
  media: Resolve,
  caller: Caller,
): Promise<ResolvedItems<ClipItem>> {
  const field = body.images ? 'images' : 'image_infos';
  const list: readonly (CapcutMateImage | CapcutMateImageInfo)[] = notEmpty<
    CapcutMateImage | CapcutMateImageInfo
  >(field, body.images ?? body.image_infos);
  const wanted = list.map(({ image_url: url, width, height }, i): WantedMedia => ({
    url,
    field: `${field}[${i}].image_url`,
    accept: ['image'],
    declared: { width, height },
  }));
  const found = await media.resolveAll(wanted, caller);
  const items = list.map((item, i) => {
    const medium = found[i] as PlacedMedia;
    return 'end' in item
      ? { ...clipItem(item, medium), start: item.start, end: item.end }
      : sequential(item, medium, 1);
  });
  return { field, items: inARow(items), warnings: [] };
}

export async function resolveAudios(
  body: CapcutMateAddAudiosBody,
  media: Resolve,
  caller: Caller,
): Promise<ResolvedItems<AudioItem>> {
  const warnings: DraftWarning[] = [];
  const field = body.audio_infos && !body.audios ? 'audio_infos' : 'audios';
  const list: readonly (CapcutMateAudio | CapcutMateAudioInfo)[] = notEmpty<
    CapcutMateAudio | CapcutMateAudioInfo
  >(field, body.audios ?? body.audio_infos);
  const wanted = list.map(({ audio_url: url, duration }, i): WantedMedia => ({
    url,
    field: `${field}[${i}].audio_url`,
    accept: ['audio'],
    declared: { duration },
  }));
  const found = await media.resolveAll(wanted, caller);
  const items = list.map((item, i): AudioItem => {
    const shared = {
      media: found[i] as PlacedMedia,
      fadeIn: item.fade_in,
      fadeOut: item.fade_out,
      effect: item.audio_effect,
    };
    if ('end' in item) {
      const volume = volumeOf(item.volume, 2, `${field}[${i}].volume`, warnings);
      return { ...shared, start: item.start, end: item.end, sourceDuration: item.duration, volume };
    }
    const end = item.duration === undefined ? undefined : item.start_time + item.duration;
    return { ...shared, start: item.start_time, end, speed: item.speed, volume: item.volume };
  });
  return { field, items, warnings };
}

function wantedVideos(
  field: string,
  list: readonly (CapcutMateVideo | CapcutMateVideoInfo)[],
): WantedMedia[] {
  return list.map(({ video_url: url, width, height, duration }, i) => ({
    url,
    field: `${field}[${i}].video_url`,
    accept: ['video', 'image'],
    declared: { width, height, duration },
  }));
}

function notEmpty<T>(param: string, list: readonly T[] | undefined): readonly T[] {
  if (list === undefined)
    throw new GatewayError('missing_required_parameter', { param, message: `${param}: it is required.` });
  if (list.length === 0)
    throw new GatewayError('missing_required_parameter', {
      param,
      message: `${param}: it is empty; send at least one item.`,
    });
  return list;
}

function volumeOf(
  volume: number | undefined,
  most: number,
  field: string,
  warnings: DraftWarning[],
): number | undefined {
  if (volume === undefined || (volume >= 0 && volume <= most)) return volume;
  warnings.push({ field, message: `It is ${volume} and must lie between 0 and ${most}; 1 was taken.` });
  return 1;
}
