import type { Grade } from '../report/report-row';
import type { EffectUse } from '../timeline/timeline';
import { num } from './expression';
import type { Size } from './placement';

/** A stand-in for a packaged effect. */
export interface EffectRecipe {
  readonly label: string;
  readonly grade: Grade;
  readonly filters: (amount: (name: string, fallback: number) => number, canvas: Size) => string[];
}

type Build = EffectRecipe['filters'];
const recipe = (label: string, filters: Build): EffectRecipe => ({ label, grade: 'approximate', filters });

const RATE = 0.33;
/** Periods of repeating effects: from 2 s at speed 0 to 0.25 s at speed 1. */
const period = (speed: number): string => num(2 - 1.75 * Math.min(1, Math.max(0, speed)));

const zoomPulse =
  (from: string): Build =>
  (amount, { width, height }) => {
    const range = amount('range', amount('intensity', 0.4)) * 0.3;
    const wave = from.replaceAll(/\bP\b/g, period(amount('speed', RATE)));
    const zoom = `(1+${num(range)}*${wave})`;
    return [
      `scale=w='2*round(${width}*${zoom}/2)':h='2*round(${height}*${zoom}/2)':eval=frame:flags=bilinear`,
      `crop=${width}:${height}`,
    ];
  };
const shake: Build = (amount, { width, height }) => {
  const reach = Math.max(2, Math.round(amount('range', amount('intensity', 0.3)) * 0.08 * width));
  const speed = 8 + 24 * amount('speed', RATE);
  return [
    `scale=${width + 2 * reach}:${height + 2 * reach}:flags=bilinear`,
    `crop=${width}:${height}:x='${reach}+${reach}*sin(${num(speed)}*t)':y='${reach}+${reach}*cos(${num(speed * 1.3)}*t)'`,
  ];
};
/** The filter takes frames from before the effect, whose time is negative, for the end of it. */
const fade =
  (direction: 'in' | 'out'): Build =>
  (amount) => [`fade=t=${direction}:st=0:d=${period(amount('speed', RATE))}:enable='gte(t,0)'`];
const flash =
  (target: number): Build =>
  (amount) => [`eq=brightness='${target}*max(0,1-4*mod(t/${period(amount('speed', RATE))},1))':eval=frame`];

const OPENING_STEPS = 24;

/** Two black halves that part within a second. Boxes keep the size they start with, so every step has its own. */
function opening({ width, height }: Size): string[] {
  return Array.from({ length: OPENING_STEPS }, (_, step) => {
    const bar = Math.round((height / 2) * (1 - step / OPENING_STEPS));
    const [from, to] = [step, step + 1].map((at) => num(at / OPENING_STEPS));
    const shape = `w=${width}:h=${bar}:color=black:t=fill:enable='gte(t,${from})*lt(t,${to})'`;
    return [`drawbox=x=0:y=0:${shape}`, `drawbox=x=0:y=${height - bar}:${shape}`];
  }).flat();
}

const RECIPES = {
  blur: recipe('blur', (amount) => [`gblur=sigma=${num(40 * amount('blur', 0.5) + 0.01)}`]),
  blurVertical: recipe('vertical blur', (amount) => [
    `gblur=sigma=0.01:sigmaV=${num(40 * amount('blur', 0.5) + 0.01)}`,
  ]),
  vignette: recipe('vignette', (amount) => [
    `vignette=angle=${num((Math.PI / 4) * amount('texture', amount('intensity', 1)))}`,
  ]),
  noise: recipe('noise', (amount) => [
    `noise=alls=${Math.round(60 * amount('noise', 0.5))}:allf=t+u:all_seed=7`,
  ]),
  fadeIn: recipe('fade in', fade('in')),
  fadeOut: recipe('fade out', fade('out')),
  open: recipe('opening', (_amount, size) => opening(size)),
  focus: recipe('coming into focus', (amount) => [
    `gblur=sigma=${num(20 * amount('blur', 0.25) + 0.01)}:enable='lt(t,0.5)'`,
  ]),
  zoomPeriodic: recipe('periodic zoom', zoomPulse(`abs(sin(PI*t/P))`)),
  zoomPush: recipe('zoom push', zoomPulse(`mod(t/P,1)`)),
  shake: recipe('shake', shake),
  pulse: recipe('pulse', zoomPulse(`max(0,1-3*mod(t/P,1))`)),
  flashWhite: recipe('white flashes', flash(0.8)),
  flashBlack: recipe('black flashes', flash(-0.9)),
  flicker: recipe('flicker', (amount) => [
    `eq=brightness='-0.25*lt(mod(t/${period(amount('speed', RATE))},1),0.5)':eval=frame`,
  ]),
  glitch: recipe('glitch', (amount, { width }) => {
    const shift = Math.max(2, Math.round(width * 0.02 * amount('intensity', 0.5)));
    return [
      `rgbashift=rh=${shift}:bh=-${shift}:enable='lt(mod(t,${period(amount('speed', RATE))}),0.25)'`,
      `noise=alls=12:allf=t:all_seed=7`,
    ];
  }),
  chromatic: recipe('color fringes', (amount, { width }) => {
    const h = Math.max(1, Math.round(width * 0.01 * amount('horizontal', 0.6)));
    const v = Math.max(1, Math.round(width * 0.01 * amount('vertical', 0.5)));
    return [`rgbashift=rh=${h}:rv=${v}:bh=-${h}:bv=-${v}`];
  }),
  fisheye: recipe('fisheye', (amount) => [
    `lenscorrection=k1=${num(0.4 * amount('distortion', 0.77))}:k2=0.1`,
  ]),
  glow: recipe('glow', (amount) => [
    `unsharp=13:13:${num(1.2 * amount('luminance', 0.5))}`,
    'eq=brightness=0.04:saturation=1.2',
  ]),
  dim: recipe('low exposure', () => ['eq=brightness=-0.15:contrast=0.95']),
  toColor: recipe('from gray to color', () => [`hue=s='min(1,t)'`]),
  oldTv: recipe('old television', () => [
    'eq=contrast=1.1:saturation=0.7',
    'noise=alls=20:allf=t:all_seed=7',
    'vignette=angle=0.6',
  ]),
  gray: recipe('gray', () => ['hue=s=0']),
  film: recipe('film grain', () => [
    'eq=saturation=0.8:contrast=1.05',
    'noise=alls=10:allf=t:all_seed=7',
    'vignette=angle=0.5',
  ]),
} satisfies Record<string, EffectRecipe>;

type Name = keyof typeof RECIPES;

const BY_ID: Readonly<Record<string, Name>> = {
  '6739752823140913675': 'blur',
  '6716684911840858628': 'blurVertical',
  '6723086142658318860': 'vignette',
  '6706773498510971404': 'noise',
  '6706773534066086413': 'noise',
  '6722343568188379661': 'fadeIn',
  '6723050814006366734': 'fadeOut',
  '6706773534074491403': 'open',
  '6719658716750156291': 'focus',
  '6791743223522923021': 'zoomPeriodic',
  '6868546663607177736': 'zoomPush',
  '6863326875649839623': 'shake',
  '6761645818723176968': 'shake',
  '6723068356821258764': 'pulse',
  '6706773500792672781': 'flashWhite',
  '6863327462470717960': 'flashBlack',
  '6717639344577843725': 'flicker',
  '6716419849544798723': 'flicker',
  '6707050322696606222': 'glitch',
  '6706773498922013191': 'glitch',
  '6706773498561303044': 'chromatic',
  '6867722963865571854': 'fisheye',
  '6769065553207235086': 'glow',
  '6714239617916211716': 'glow',
  '6765766949382132232': 'dim',
  '6720492336788279815': 'toColor',
  '6865921078858879496': 'oldTv',
  '6763933311933878791': 'oldTv',
};

/** For effects without a row of their own: the class their name belongs to. First hit wins. */
const BY_NAME: readonly (readonly [RegExp, Name])[] = [
  [/vertical.?blur|纵向模糊/i, 'blurVertical'],
  [/vignette|暗角/i, 'vignette'],
  [/blur|模糊|虚化|朦胧/i, 'blur'],
  [/glitch|故障|error|signal/i, 'glitch'],
  [/chroma|rgb|fringe|色差/i, 'chromatic'],
  [/noise|grain|噪|颗粒/i, 'noise'],
  [/old.?tv|tv|vhs|crt|电视|录像|像素/i, 'oldTv'],
  [/film|19\d\d|retro|vintage|dv|胶片|复古|怀旧/i, 'film'],
  [/black.?flash|闪黑/i, 'flashBlack'],
  [/flash|闪白|闪光/i, 'flashWhite'],
  [/flicker|strobe|disco|闪/i, 'flicker'],
  [/shake|tremble|earthquake|抖|震/i, 'shake'],
  [/pulse|beat|heart|心跳|律动/i, 'pulse'],
  [/zoom|lens|放大|缩放|变焦/i, 'zoomPeriodic'],
  [/fish.?eye|distort|鱼眼|哈哈镜/i, 'fisheye'],
  [/glow|halo|neon|发光|霓虹|光晕/i, 'glow'],
  [/gr[ae]y|b&w|black.?white|黑白/i, 'gray'],
  [/fade.?in|渐显|开幕/i, 'fadeIn'],
  [/fade.?out|渐隐|闭幕/i, 'fadeOut'],
  [/focus|清晰|对焦/i, 'focus'],
  [/dark|low.?exposure|暗/i, 'dim'],
];

/** The stand-in for an effect, or undefined when nothing resembles it (stickers, weather, faces). */
export function effectRecipe(effect: EffectUse): EffectRecipe | undefined {
  const known = BY_ID[effect.resourceId] ?? BY_NAME.find(([pattern]) => pattern.test(effect.name))?.[1];
  return known && RECIPES[known];
}
