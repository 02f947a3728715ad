import type { Grade } from '../report/report-row';

export type SlideDirection = 'left' | 'right' | 'up' | 'down';

/**
 * `mix` blends both pictures by a kind of FFmpeg's xfade; `slide` pushes the first out by the second; `dip` sends the first to
 * a color and brings the second from it.
 */
export type TransitionRecipe = { readonly grade: Grade; readonly label: string } & (
  | { readonly kind: 'mix'; readonly xfade: string; readonly blur?: boolean }
  | { readonly kind: 'slide'; readonly direction: SlideDirection }
  | { readonly kind: 'dip'; readonly color: 'black' | 'white' }
);

const mix = (xfade: string, grade: Grade, label = xfade): TransitionRecipe => ({
  kind: 'mix',
  xfade,
  grade,
  label,
});
const slide = (direction: SlideDirection): TransitionRecipe => ({
  kind: 'slide',
  direction,
  grade: 'near',
  label: `slide${direction}`,
});
const dip = (color: 'black' | 'white', grade: Grade): TransitionRecipe => ({
  kind: 'dip',
  color,
  grade,
  label: `dip to ${color}`,
});

const BY_ID: Readonly<Record<string, TransitionRecipe>> = {
  '6724845717472416269': mix('fade', 'exact', 'cross dissolve'),
  '6724846004274729480': mix('fade', 'approximate', 'cross dissolve'),
  '6724239388189921806': dip('black', 'near'),
  '6724845376098013708': dip('white', 'near'),
  '6914112332205396488': mix('fade', 'approximate', 'cross dissolve'),
  '6724226861666144779': mix('zoomin', 'approximate', 'zoom'),
  '6724226338418332167': mix('zoomin', 'approximate', 'zoom'),
  '6726711499676455435': slide('left'),
  '6726711296063967748': slide('right'),
  '6724846395116753416': slide('up'),
  '6724849276100284942': slide('down'),
  '6724849898857959950': mix('wiperight', 'near'),
  '6724849999336706573': mix('wipeleft', 'near'),
  '6724849456891564557': mix('wipeup', 'near'),
  '6724849752921346573': mix('wipedown', 'near'),
  '6724492948144132621': mix('vertopen', 'near'),
  '6726711903684399619': mix('horzopen', 'near'),
  '6851775006418932238': mix('radial', 'near'),
  '6725767129519362573': mix('circleopen', 'near'),
  '6724866519022440967': mix('pixelize', 'approximate'),
  '6916426617455645186': mix('hblur', 'approximate', 'blur'),
  '6911569618171597320': mix('hblur', 'approximate', 'blur'),
  '6751618376780485133': mix('squeezeh', 'approximate'),
  '6757982416649851399': mix('smoothleft', 'approximate'),
  '6724239584663704071': mix('zoomin', 'approximate', 'zoom'),
  '6848792278710882824': mix('squeezev', 'approximate', 'flip'),
  '6747979085894390279': mix('wipeleft', 'approximate', 'page turn as a wipe'),
  '6748286529921094157': mix('radial', 'approximate', 'windmill as a clock wipe'),
  '6851810799510360583': mix('circleopen', 'approximate', 'whirl as a circle'),
  '6724866446842663431': mix('pixelize', 'approximate', 'glitch'),
  '6724239785205961228': mix('pixelize', 'approximate', 'glitch'),
  '6785042367498949127': mix('smoothleft', 'approximate', 'cube as a slide'),
  '7451535587812594193': mix('hblur', 'approximate', 'blur'),
  '7450031573958660645': mix('hblur', 'approximate', 'blur'),
};

/** For transitions without a row of their own: the class their name belongs to. First hit wins. */
const BY_NAME: readonly (readonly [RegExp, TransitionRecipe])[] = [
  [/black|dark|闪黑|黑/i, dip('black', 'approximate')],
  [/flash|white|bright|light|exposure|闪白|白|光|曝/i, dip('white', 'approximate')],
  [/page|book|翻页|书/i, mix('wipeleft', 'approximate', 'wipe')],
  [/glitch|noise|tv|error|signal|故障|雪花|信号|干扰/i, mix('pixelize', 'approximate', 'glitch')],
  [/pixel|mosaic|马赛克|像素/i, mix('pixelize', 'approximate')],
  [/blur|模糊|虚/i, mix('hblur', 'approximate', 'blur')],
  [/zoom|push|pull|拉|推|放大|缩/i, mix('zoomin', 'approximate', 'zoom')],
  [/spin|rotat|whirl|turn|vortex|swirl|旋|转|漩/i, mix('radial', 'approximate', 'rotation as a clock wipe')],
  [/clock|radial|windmill|扫描|时钟|风车/i, mix('radial', 'approximate')],
  [/circle|round|iris|bubble|dot|圆|泡|点/i, mix('circleopen', 'approximate')],
  [
    /heart|star|mask|shape|cartoon|paper|tear|心|星|遮罩|撕|卡通/i,
    mix('circleopen', 'approximate', 'mask as a circle'),
  ],
  [/diagonal|corner|对角|斜/i, mix('diagtl', 'approximate')],
  [/blind|shutter|slice|strip|百叶|切割|条/i, mix('hrslice', 'approximate', 'slices')],
  [/squeeze|compress|flip|mirror|压缩|挤|翻|镜/i, mix('squeezeh', 'approximate')],
  [/open|door|curtain|开|门|幕/i, mix('vertopen', 'approximate')],
  [/wipe.*(up|上)|(up|上).*(wipe|擦)/i, mix('wipeup', 'approximate')],
  [/wipe.*(down|下)|(down|下).*(wipe|擦)/i, mix('wipedown', 'approximate')],
  [/wipe.*(right|右)|(right|右).*(wipe|擦)/i, mix('wiperight', 'approximate')],
  [/wipe|erase|擦/i, mix('wipeleft', 'approximate')],
  [/up|上/i, mix('smoothup', 'approximate', 'slide')],
  [/down|下/i, mix('smoothdown', 'approximate', 'slide')],
  [/right|右/i, mix('smoothright', 'approximate', 'slide')],
  [/left|slide|move|swipe|throw|cube|左|滑|移|甩|立方/i, mix('smoothleft', 'approximate', 'slide')],
  [
    /wave|ripple|water|ink|smoke|cloud|fire|水|波|墨|烟|云|火/i,
    mix('dissolve', 'approximate', 'grainy dissolve'),
  ],
];

const FALLBACK = mix('fade', 'approximate', 'cross dissolve');

/** The recipe for a transition; every transition has one. */
export function transitionRecipe(resourceId: string, name: string): TransitionRecipe {
  return BY_ID[resourceId] ?? BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? FALLBACK;
}
