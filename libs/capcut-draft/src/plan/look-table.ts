import type { Color, ColorMap } from './color-table';
import { sequence, SLIDER_COLORS } from './color-table';

const slider = (name: string, value: number): ColorMap => SLIDER_COLORS[name](value);

/** Hand-made looks by the class a filter's name belongs to. First hit wins. */
const LOOKS: readonly (readonly [pattern: RegExp, label: string, map: ColorMap])[] = [
  [/b&w|black.?white|mono|gr[ae]y|noir|黑白|灰/i, 'black and white', slider('saturation', -1)],
  [
    /vintage|retro|film|old|19\d\d|kodak|fuji|胶片|复古|怀旧/i,
    'faded film',
    sequence([slider('fade', 0.5), slider('saturation', -0.2), slider('temperature', 0.25)]),
  ],
  [/sepia|brown|coffee|棕|咖/i, 'sepia', sequence([slider('saturation', -0.8), slider('temperature', 0.6)])],
  [
    /warm|sun|gold|autumn|amber|暖|秋|日落|金/i,
    'warm',
    sequence([slider('temperature', 0.35), slider('saturation', 0.1)]),
  ],
  [
    /cool|cold|blue|ice|winter|冷|蓝|冰|雪/i,
    'cool',
    sequence([slider('temperature', -0.35), slider('contrast', 0.1)]),
  ],
  [/fade|dust|haze|fog|soft|褪|雾|柔/i, 'faded', sequence([slider('fade', 0.6), slider('contrast', -0.15)])],
  [
    /vivid|food|fresh|bright|鲜|美食|明亮|清/i,
    'vivid',
    sequence([slider('saturation', 0.3), slider('brightness', 0.08)]),
  ],
  [
    /cyber|neon|teal|night|赛博|霓虹|夜/i,
    'teal and orange',
    ([r, g, b]: Color): Color => [r * 1.06, g, Math.min(1, b * 0.94 + 0.06)],
  ],
  [
    /dark|drama|cinema|movie|暗|电影/i,
    'cinema',
    sequence([slider('contrast', 0.25), slider('saturation', -0.15), slider('brightness', -0.05)]),
  ],
];

/** The look a filter's name stands for, when its name says anything. */
export function lookFor(name: string): { label: string; map: ColorMap } | undefined {
  const row = LOOKS.find(([pattern]) => pattern.test(name));
  return row && { label: row[1], map: row[2] };
}
