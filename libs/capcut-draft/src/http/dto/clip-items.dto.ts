import { GroupField, NumberField, TextField, UrlField, WholeField } from '../fields/field-decorators';
import { AnimationFields } from './animation-fields.dto';

/** Part of the picture to keep; fractions of its width and height. */
export class CapcutMateCrop {
  @NumberField({ about: 'Left edge.', default: 0, min: 0, max: 1 })
  left!: number;

  @NumberField({ about: 'Upper edge.', default: 0, min: 0, max: 1 })
  top!: number;

  @NumberField({ about: 'Right edge.', default: 1, min: 0, max: 1 })
  right!: number;

  @NumberField({ about: 'Lower edge.', default: 1, min: 0, max: 1 })
  bottom!: number;
}

/** What clips and pictures share. */
class ClipItemFields extends AnimationFields {
  @WholeField({
    about: 'Declared width in pixels; counts until the real file is known.',
    min: 1,
    truncate: true,
  })
  width?: number;

  @WholeField({
    about: 'Declared height in pixels; counts until the real file is known.',
    min: 1,
    truncate: true,
  })
  height?: number;

  @TextField({
    about: 'Mask by name (either brand), centered on the picture; add_masks sets the rest.',
    maxLength: 200,
  })
  mask?: string;

  @GroupField({ about: 'Part of the picture to keep.', of: CapcutMateCrop })
  crop?: CapcutMateCrop;

  @TextField({ about: 'Transition to the next item, by name (either brand) or resource id.', maxLength: 200 })
  transition?: string;

  @WholeField({ about: 'Length of the transition, microseconds; absent: its own.', min: 0, truncate: true })
  transition_duration?: number;

  @TextField({
    about: 'Combination animation by name, over the whole clip; excludes intro and outro.',
    maxLength: 200,
  })
  loop_animation?: string;

  @WholeField({ about: 'Microseconds; absent: the whole clip.', min: 0, truncate: true })
  loop_animation_duration?: number;

  @TextField({ about: 'Blend mode by name.', maxLength: 200 })
  blend_mode?: string;
}

export class CapcutMateVideoInfo extends ClipItemFields {
  @UrlField({ about: 'Address of the clip, or task://<id>.', required: true })
  video_url!: string;

  @WholeField({ about: 'Start on the timeline, microseconds.', required: true, truncate: true })
  start!: number;

  @WholeField({ about: 'End on the timeline, microseconds.', required: true, truncate: true })
  end!: number;

  @WholeField({
    about:
      'How much of the source to use at most, microseconds; for a task that still runs: the expected length.',
    min: 1,
    truncate: true,
  })
  duration?: number;

  @WholeField({ about: 'Where in the source to begin, microseconds.', min: 0, truncate: true })
  source_start?: number;

  @NumberField({ about: 'Speed.', min: 0.01, max: 100 })
  speed?: number;

  @NumberField({ about: 'Volume, 0–10; 1 is the original.' })
  volume?: number;

  @WholeField({ about: 'Fade-in of the sound, microseconds.', min: 0, truncate: true })
  fade_in?: number;

  @WholeField({ about: 'Fade-out of the sound, microseconds.', min: 0, truncate: true })
  fade_out?: number;
}

export class CapcutMateImageInfo extends ClipItemFields {
  @UrlField({ about: 'Address of the picture.', required: true })
  image_url!: string;

  @WholeField({ about: 'Start on the timeline, microseconds.', required: true, truncate: true })
  start!: number;

  @WholeField({ about: 'End on the timeline, microseconds.', required: true, truncate: true })
  end!: number;
}

/** The form of the sibling pages: a place and a length instead of start and end. */
export class CapcutMateVideo extends ClipItemFields {
  @UrlField({ about: 'Address of the clip, or task://<id>.', required: true })
  video_url!: string;

  @WholeField({
    about: 'Start on the timeline, microseconds; absent: after the item before.',
    min: 0,
    truncate: true,
  })
  start_time?: number;

  @WholeField({
    about: 'Length on the timeline, microseconds; absent: to the end of the file.',
    min: 1,
    truncate: true,
  })
  duration?: number;

  @WholeField({ about: 'Where in the source to begin, microseconds.', min: 0, truncate: true })
  source_start?: number;

  @NumberField({ about: 'Speed.', default: 1, min: 0.01, max: 100 })
  speed!: number;

  @NumberField({ about: 'Volume, 0–10; 1 is the original.', default: 1, min: 0, max: 10 })
  volume!: number;

  @WholeField({ about: 'Fade-in of the sound, microseconds.', min: 0, truncate: true })
  fade_in?: number;

  @WholeField({ about: 'Fade-out of the sound, microseconds.', min: 0, truncate: true })
  fade_out?: number;
}

export class CapcutMateImage extends ClipItemFields {
  @UrlField({ about: 'Address of the picture.', required: true })
  image_url!: string;

  @WholeField({
    about: 'Start on the timeline, microseconds; absent: after the item before.',
    min: 0,
    truncate: true,
  })
  start_time?: number;

  @WholeField({ about: 'Length on the timeline, microseconds.', default: 3_000_000, min: 1, truncate: true })
  duration!: number;
}

/** New pace for the clip of the same position: it is squeezed or stretched into this range. */
export class CapcutMateScene {
  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  start!: number;

  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  end!: number;
}

export class CapcutMateAudioInfo {
  @UrlField({ about: 'Address of the sound.', required: true })
  audio_url!: string;

  @WholeField({ about: 'Start on the timeline, microseconds.', required: true, truncate: true })
  start!: number;

  @WholeField({ about: 'End on the timeline, microseconds.', required: true, truncate: true })
  end!: number;

  @WholeField({ about: 'How much of the source to use at most, microseconds.', min: 1, truncate: true })
  duration?: number;

  @NumberField({ about: 'Volume, 0–2; 1 is the original.' })
  volume?: number;

  @TextField({ about: 'Sound effect by name (either brand).', maxLength: 200 })
  audio_effect?: string;

  @WholeField({ about: 'Fade-in, microseconds.', min: 0, truncate: true })
  fade_in?: number;

  @WholeField({ about: 'Fade-out, microseconds.', min: 0, truncate: true })
  fade_out?: number;
}

export class CapcutMateAudio {
  @UrlField({
    about: 'Address of the sound: MP3, WAV, AAC, M4A, FLAC and other common formats.',
    required: true,
  })
  audio_url!: string;

  @NumberField({ about: 'Volume, 0–2; 1 is the original.', default: 1, min: 0, max: 2 })
  volume!: number;

  @WholeField({ about: 'Fade-in, microseconds.', default: 0, min: 0, truncate: true })
  fade_in!: number;

  @WholeField({ about: 'Fade-out, microseconds.', default: 0, min: 0, truncate: true })
  fade_out!: number;

  @WholeField({ about: 'Start on the timeline, microseconds.', default: 0, min: 0, truncate: true })
  start_time!: number;

  @WholeField({ about: 'Length, microseconds; absent: the whole file.', min: 1, truncate: true })
  duration?: number;

  @NumberField({ about: 'Speed.', default: 1, min: 0.01, max: 100 })
  speed!: number;

  @TextField({ about: 'Sound effect by name (either brand).', maxLength: 200 })
  audio_effect?: string;
}
