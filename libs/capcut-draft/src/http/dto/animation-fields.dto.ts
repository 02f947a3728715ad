import { TextField, WholeField } from '../fields/field-decorators';

/** How an item comes in and goes out. */
export class AnimationFields {
  @TextField({ about: 'Intro animation by name.', maxLength: 200 })
  in_animation?: string;

  @WholeField({ about: 'Microseconds; absent: its own.', min: 0, truncate: true })
  in_animation_duration?: number;

  @TextField({ about: 'Outro animation by name.', maxLength: 200 })
  out_animation?: string;

  @WholeField({ about: 'Microseconds; absent: its own.', min: 0, truncate: true })
  out_animation_duration?: number;
}
