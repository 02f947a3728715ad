import type { Grade } from '../report/report-row';
import type { Motion } from '../timeline/timeline';
import { easeOutBack, type Easing, linear } from './easing';
import type { MotionOffset } from './motion-offset';

/** A stand-in for a packaged animation: what it adds, from `away` 1 (displaced) to 0 (at rest). */
export interface MotionRecipe {
  readonly label: string;
  readonly at: (away: number, phase: number) => Partial<MotionOffset>;
  readonly easing?: Easing;
  readonly grade: Grade;
}

const FULL_CANVAS = 2;
const wave = (phase: number, cycles: number): number => Math.sin(2 * Math.PI * cycles * phase);
const zoom =
  (from: number): MotionRecipe['at'] =>
  (away) => {
    const scale = Math.max(0.001, 1 + (from - 1) * away);
    return { scaleX: scale, scaleY: scale };
  };
const slide =
  (x: number, y: number): MotionRecipe['at'] =>
  (away) => ({ x: x * FULL_CANVAS * away, y: y * FULL_CANVAS * away });
const textSlide =
  (x: number, y: number): MotionRecipe['at'] =>
  (away) => ({ x: x * 0.2 * away, y: y * 0.12 * away, alpha: 1 - away });

const drift =
  (x: number, y: number): MotionRecipe['at'] =>
  (away) => ({ x: x * away, y: y * away });

const RECIPES = {
  fade: { label: 'fade', at: (away) => ({ alpha: 1 - away }), easing: linear, grade: 'near' },
  zoomFromZero: { label: 'zoom from a point', at: zoom(0), grade: 'approximate' },
  zoomFromDouble: { label: 'zoom from double size', at: zoom(2), grade: 'approximate' },
  zoomSlight: {
    label: 'slight zoom with fade',
    at: (away) => ({ scaleX: 1 - 0.1 * away, scaleY: 1 - 0.1 * away, alpha: 1 - away }),
    grade: 'approximate',
  },
  zoomPunch: {
    label: 'zoom from 1.5 with blur',
    at: (away) => ({ ...zoom(1.5)(away, 0), blur: 0.01 * away }),
    grade: 'approximate',
  },
  zoomShrink: { label: 'zoom from 0.7', at: zoom(0.7), grade: 'approximate' },
  slideUp: { label: 'slide from below', at: slide(0, -1), grade: 'approximate' },
  slideDown: { label: 'slide from above', at: slide(0, 1), grade: 'approximate' },
  slideLeft: { label: 'slide from the right', at: slide(1, 0), grade: 'approximate' },
  slideRight: { label: 'slide from the left', at: slide(-1, 0), grade: 'approximate' },
  textUp: { label: 'rise with fade', at: textSlide(0, -1), grade: 'near' },
  textDown: { label: 'sink with fade', at: textSlide(0, 1), grade: 'approximate' },
  textLeft: { label: 'move left with fade', at: textSlide(1, 0), grade: 'approximate' },
  textRight: { label: 'move right with fade', at: textSlide(-1, 0), grade: 'approximate' },
  rotate: {
    label: 'quarter turn with zoom',
    at: (away) => ({ rotation: -90 * away, scaleX: 1 - 0.5 * away, scaleY: 1 - 0.5 * away }),
    grade: 'approximate',
  },
  shake: {
    label: 'damped shake',
    at: (away, phase) => ({ x: 0.03 * away * wave(phase, 5), y: 0.02 * away * wave(phase, 4) }),
    grade: 'approximate',
  },
  swing: {
    label: 'damped swing',
    at: (away, phase) => ({ rotation: 20 * away * wave(phase, 2) }),
    grade: 'approximate',
  },
  bounce: { label: 'spring zoom', at: zoom(0.4), easing: easeOutBack, grade: 'approximate' },
  flip: {
    label: 'flip about the vertical axis',
    at: (away) => ({ scaleX: Math.max(0.01, Math.abs(Math.cos((Math.PI / 2) * away))) }),
    grade: 'approximate',
  },
  type: { label: 'letter by letter', at: (away) => ({ reveal: 1 - away }), easing: linear, grade: 'near' },
  blink: {
    label: 'blink',
    at: (_away, phase) => ({ alpha: phase % 0.5 < 0.25 ? 1 : 0.25 }),
    grade: 'approximate',
  },
  pulse: {
    label: 'pulse',
    at: (away) => ({ scaleX: 1 + 0.2 * away, scaleY: 1 + 0.2 * away }),
    grade: 'approximate',
  },
  driftUp: { label: 'drift up and back', at: drift(0, 0.1), grade: 'approximate' },
  driftDown: { label: 'drift down and back', at: drift(0, -0.1), grade: 'approximate' },
  driftLeft: { label: 'drift left and back', at: drift(-0.1, 0), grade: 'approximate' },
  driftRight: { label: 'drift right and back', at: drift(0.1, 0), grade: 'approximate' },
  jump: { label: 'jump', at: (away) => ({ y: 0.05 * away }), grade: 'approximate' },
  spin: { label: 'full turn', at: (_away, phase) => ({ rotation: 360 * phase }), grade: 'approximate' },
  wobble: {
    label: 'wobble',
    at: (_away, phase) => ({ rotation: 4 * wave(phase, 2), x: 0.005 * wave(phase, 3) }),
    grade: 'approximate',
  },
  blur: {
    label: 'out of blur with fade',
    at: (away) => ({ blur: 0.03 * away, alpha: 1 - away }),
    grade: 'approximate',
  },
} satisfies Record<string, MotionRecipe>;

type RecipeName = keyof typeof RECIPES;

const BY_ID: Readonly<Record<string, RecipeName>> = {
  '6798320778182922760': 'fade',
  '6798320902548230669': 'fade',
  '6798332733694153230': 'zoomFromZero',
  '6798332584276267527': 'zoomFromDouble',
  '6800268825611735559': 'zoomSlight',
  '6740867832570974733': 'zoomPunch',
  '6740868384637850120': 'zoomShrink',
  '6798333487523828238': 'slideUp',
  '6798333705401143816': 'slideDown',
  '6798332871267324423': 'slideLeft',
  '6798333076469453320': 'slideRight',
  '6798334070653719054': 'rotate',
  '6739418227031413256': 'shake',
  '6803260897117606414': 'swing',
  '6759078592740594184': 'pulse',
  '6724916044072227332': 'fade',
  '6724919382104871427': 'fade',
  '6724920249654710791': 'type',
  '6763470111253729803': 'textUp',
  '6763470195894784525': 'textLeft',
  '6724920136056181256': 'textRight',
  '6724921985282871816': 'textDown',
  '6724919499042066958': 'zoomFromZero',
  '6771288500240126478': 'type',
  '6724920002958332420': 'jump',
  '6724921437930394120': 'blink',
  '6763900973946507784': 'spin',
  '6764189482871689742': 'wobble',
  '6798333612958683656': 'slideDown',
  '6798333787986989576': 'slideUp',
  '6798332972098392584': 'slideRight',
  '6798333350487527950': 'slideLeft',
  '6798332801864176142': 'zoomFromDouble',
  '6798332648814023181': 'zoomFromZero',
  '6798334141323547143': 'rotate',
};

/** For animations without a row of their own: the class their name belongs to. First hit wins. */
const BY_NAME: readonly (readonly [RegExp, RecipeName, RecipeName?])[] = [
  [/type|typewriter|打字|逐字|karaoke|wipe|擦/i, 'slideRight', 'type'],
  [/shake|tremble|jitter|抖|震/i, 'shake'],
  [/swing|pendulum|摆|晃/i, 'swing'],
  [/wobble|wiggle|颤/i, 'wobble'],
  [/flip|mirror|翻/i, 'flip'],
  [/spin|turn|whirl|twist|旋|转/i, 'rotate'],
  [/bounce|spring|elastic|jelly|弹|果冻/i, 'bounce'],
  [/jump|hop|跳/i, 'jump'],
  [/flash|blink|flicker|strobe|闪/i, 'blink'],
  [/blur|focus|模糊/i, 'blur'],
  [/mini.?zoom|slight|轻微/i, 'zoomSlight'],
  [/zoom.?out|shrink|缩小/i, 'zoomFromDouble'],
  [/zoom|enlarge|grow|pop|放大|缩放|拉近/i, 'zoomFromZero'],
  [/pulse|beat|heart|心跳/i, 'pulse'],
  [/up|rise|上/i, 'slideUp', 'textUp'],
  [/down|drop|fall|下/i, 'slideDown', 'textDown'],
  [/left|左/i, 'slideLeft', 'textLeft'],
  [/right|slide|throw|swoosh|右|滑|甩/i, 'slideRight', 'textRight'],
];

/** Instead of recipes that hide what they move: those of a whole clip, and those that repeat, are away from rest in its middle. */
const IN_SIGHT: Readonly<Partial<Record<RecipeName, RecipeName>>> = {
  fade: 'pulse',
  blur: 'pulse',
  type: 'pulse',
  zoomFromZero: 'pulse',
  zoomSlight: 'pulse',
  slideUp: 'driftUp',
  slideDown: 'driftDown',
  slideLeft: 'driftLeft',
  slideRight: 'driftRight',
  textUp: 'driftUp',
  textDown: 'driftDown',
  textLeft: 'driftLeft',
  textRight: 'driftRight',
};

/** The recipe for an animation; every animation has one. */
export function recipeOf(motion: Motion, text: boolean): MotionRecipe {
  const known = BY_ID[motion.resourceId];
  if (known) return RECIPES[known];
  const row = BY_NAME.find(([pattern]) => pattern.test(motion.name));
  const name = (row && (text ? (row[2] ?? row[1]) : row[1])) ?? 'fade';
  const lasting = motion.phase === 'group' || motion.phase === 'loop';
  return { ...RECIPES[lasting ? (IN_SIGHT[name] ?? name) : name], grade: 'approximate' };
}
