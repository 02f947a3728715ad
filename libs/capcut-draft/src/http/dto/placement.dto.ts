import { NumberField } from '../fields/field-decorators';
import { CapcutMateDraftBody } from './draft.dto';

/** Where and how large, for all items of a call. */
export class CapcutMatePlacementBody extends CapcutMateDraftBody {
  @NumberField({ about: 'Opacity.', default: 1, min: 0, max: 1 })
  alpha!: number;

  @NumberField({ about: 'Horizontal scale; 1 fits the canvas.', default: 1, min: 0.001, max: 100 })
  scale_x!: number;

  @NumberField({ about: 'Vertical scale; 1 fits the canvas.', default: 1, min: 0.001, max: 100 })
  scale_y!: number;

  @NumberField({
    about:
      'Horizontal place as the position box of the application shows it: canvas width = half a canvas to the right.',
    default: 0,
    min: -100_000,
    max: 100_000,
  })
  transform_x!: number;

  @NumberField({
    about:
      'Vertical place in the same unit of the canvas height; up is positive, bottom captions are negative.',
    default: 0,
    min: -100_000,
    max: 100_000,
  })
  transform_y!: number;
}
