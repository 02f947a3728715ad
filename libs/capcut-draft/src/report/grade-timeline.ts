import { voiceRecipe } from '../audio/voice-table';
import { SLIDER_COLORS } from '../plan/color-table';
import { effectRecipe } from '../plan/effect-table';
import { lookFor } from '../plan/look-table';
import type { MediaBook } from '../plan/media-book';
import { recipeOf } from '../plan/motion-table';
import { isHdr } from '../plan/source-color';
import { transitionRecipe } from '../plan/transition-table';
import type {
  Caption,
  EffectUse,
  GradeStep,
  Mask,
  Motion,
  Picture,
  Sound,
  Timeline,
  Visual,
} from '../timeline/timeline';
import { lackRows } from './lacking-media';
import type { Grade, ReportRow } from './report-row';

/** One row for every construct of a film: how true to the application it is drawn. */
export function gradeTimeline(timeline: Timeline, book?: MediaBook): ReportRow[] {
  return [
    ...timeline.visuals.flatMap((visual) => [...visualRows(visual, book), ...mixRows(timeline, visual)]),
    ...timeline.transitions.map((transition): ReportRow => {
      const recipe = transitionRecipe(transition.resourceId, transition.name);
      return {
        segment: transition.fromId,
        construct: 'transition',
        grade: recipe.grade,
        note: `"${transition.name}" as ${recipe.label}`,
        frame: Math.floor((transition.range.start + transition.range.end) / 2),
      };
    }),
    ...timeline.sounds.flatMap(soundRows),
    ...(book ? lackRows(timeline, book) : []),
  ];
}

type Put = (construct: string, grade: Grade, note: string, segment?: string) => void;

function visualRows(visual: Visual, book: MediaBook | undefined): ReportRow[] {
  const rows: ReportRow[] = [];
  const frame = Math.floor((visual.range.start + visual.range.end) / 2);
  const put: Put = (construct, grade, note, segment = visual.id) =>
    rows.push({ segment, construct, grade, note, frame });
  if (visual.kind === 'picture') pictureRows(visual, put, book);
  if (visual.kind === 'caption') captionRows(visual, put);
  if (visual.kind === 'treatment') {
    gradeRows(visual.grade, put);
    effectRows(visual.effects, put);
  }
  return rows;
}

function pictureRows(picture: Picture, put: Put, book: MediaBook | undefined): void {
  put('picture', 'exact', 'placement, time and order');
  keyframeRow(picture, put);
  motionRows(picture.motions, put, false);
  contentRows(picture, put, book);
  if (picture.backdrop?.kind === 'blur')
    put('blurred background', 'approximate', 'strength calibrated by eye');
  else if (picture.backdrop) put('background', 'exact', picture.backdrop.kind);
  if (picture.mask) maskRow(picture.mask, put);
  if (picture.chroma) put('chroma key', 'approximate', 'sliders calibrated by eye');
  gradeRows(picture.grade, put);
  effectRows(picture.effects, put);
}

/** Keys are kept in the time of the source; how they follow another speed is an assumption. */
function keyframeRow({ curves, mask, content }: Picture, put: Put): void {
  const moved = [...Object.keys(curves), ...Object.keys(mask?.curves ?? {}).map((name) => `mask ${name}`)];
  if (moved.length === 0) return;
  const steady =
    content.kind === 'color' || (content.retime.kind === 'constant' && content.retime.speed === 1);
  const note = `${moved.join(', ')}${steady ? '' : '; their times follow the speed of the clip'}`;
  put('keyframes', steady ? 'exact' : 'near', note);
}

function maskRow({ shape, feather, curves }: Mask, put: Put): void {
  const guesses = [
    shape === 'heart' || shape === 'star' ? 'its outline is assumed' : '',
    feather > 0 || curves.feather ? 'the width of its soft edge is by reported measurements' : '',
  ].filter((guess) => guess !== '');
  put('mask', guesses.length > 0 ? 'near' : 'exact', [shape, ...guesses].join('; '));
}

/** How a clip mixes, alone and with the neighbors it has transitions to. */
function mixRows({ visuals, transitions }: Timeline, visual: Visual): ReportRow[] {
  if (visual.kind !== 'picture' || visual.blend === 'normal') return [];
  const { id, blend, range, backdrop } = visual;
  const neighbors = transitions.flatMap(({ fromId, toId }) =>
    fromId === id ? [toId] : toId === id ? [fromId] : [],
  );
  const differs = visuals.some(
    (other) => other.kind === 'picture' && neighbors.includes(other.id) && other.blend !== blend,
  );
  const notes = [
    blend,
    backdrop ? 'together with its background' : '',
    differs ? 'in a transition from or to another mode, each clip is mixed by its own' : '',
  ];
  const note = notes.filter((part) => part !== '').join('; ');
  return [
    { segment: id, construct: 'mix mode', grade: differs ? 'approximate' : 'near', note, frame: range.start },
  ];
}

function contentRows({ content }: Picture, put: Put, book: MediaBook | undefined): void {
  if (content.kind === 'color') return gradientRow(content.colors.length, put);
  if (content.kind === 'film') {
    put('compound clip', 'exact', 'its film is composed first');
    for (const row of gradeTimeline(content.film, book)) put(row.construct, row.grade, row.note, row.segment);
  }
  if (content.retime.kind === 'curve')
    put('speed curve', 'near', 'the easing between two points is assumed linear');
  else if (content.retime.speed !== 1) put('speed', 'exact', `${content.retime.speed}×`);
  if (content.reverse) put('reverse', 'exact', 'played backwards');
  if (content.kind === 'film') return;
  const entry = book?.get(content.source.key);
  if (entry && isHdr(entry.facts)) put('high dynamic range', 'near', 'brought down to standard range');
  if (content.source.kind === 'sticker') put('sticker', 'approximate', 'its base size is a guess');
}

function gradientRow(colors: number, put: Put): void {
  if (colors > 1) put('gradient', 'near', 'its direction is assumed; its colors lie evenly along it');
}

function captionRows(caption: Caption, put: Put): void {
  put('text', 'near', 'size and wrapping by published calibrations');
  if (Object.keys(caption.curves).length > 0)
    put('keyframes', 'exact', Object.keys(caption.curves).join(', '));
  if (caption.text.arc !== 0) put('curved text', 'near', `${caption.text.arc}°`);
  if (caption.text.vertical) put('vertical text', 'near', 'columns from right to left, every glyph upright');
  if (caption.text.karaoke)
    put('karaoke', 'near', `${caption.text.karaoke.words.length} words change their color at once`);
  motionRows(caption.motions, put, true);
}

function motionRows(motions: readonly Motion[], put: Put, text: boolean): void {
  for (const motion of motions) {
    const recipe = recipeOf(motion, text);
    put('animation', recipe.grade, `"${motion.name}" (${motion.phase}) as ${recipe.label}`);
  }
}

function gradeRows(grade: readonly GradeStep[], put: Put): void {
  for (const step of grade) {
    if (step.kind === 'adjust') {
      const grade = Object.hasOwn(SLIDER_COLORS, step.slider) ? 'near' : 'approximate';
      put('adjustment', grade, `${step.slider} ${step.curve ? 'by keyframes, in small steps' : step.value}`);
    } else if (step.kind === 'hsl') put('hue band', 'near', `band ${step.band}`);
    else if (step.table) {
      put(
        'filter',
        'exact',
        `"${step.name}" by the color table ${step.table.name}, ${Math.round(100 * step.amount)} %`,
      );
    } else {
      const look = lookFor(step.name);
      put(
        'filter',
        look ? 'approximate' : 'skipped',
        look
          ? `"${step.name}" as ${look.label}`
          : `the look of ${called(step)} is in a package the application downloads`,
      );
    }
  }
}

/** By name, and by id where the draft has one. */
const called = ({ name, resourceId }: { readonly name: string; readonly resourceId: string }): string =>
  resourceId === '' ? `"${name}"` : `"${name}" (${resourceId})`;

function effectRows(effects: readonly EffectUse[], put: Put): void {
  for (const effect of effects) {
    const recipe = effectRecipe(effect);
    put(
      'effect',
      recipe ? recipe.grade : 'skipped',
      recipe ? `"${effect.name}" as ${recipe.label}` : `nothing resembles ${called(effect)}`,
    );
  }
}

function soundRows(sound: Sound): ReportRow[] {
  const rows: ReportRow[] = [];
  const put: Put = (construct, grade, note) => rows.push({ segment: sound.id, construct, grade, note });
  put('sound', 'exact', 'placement and volume');
  if (sound.volumeCurve) put('keyframes', 'exact', 'volume');
  if (sound.retime.kind === 'curve')
    put('sound speed curve', 'near', 'played in short pieces of constant speed');
  else if (sound.retime.speed !== 1)
    put('sound speed', 'exact', sound.keepPitch ? 'pitch kept' : 'pitch follows');
  if (sound.fadeInUs > 0 || sound.fadeOutUs > 0) put('fade', 'near', 'assumed linear');
  if (sound.loudness)
    put(
      'loudness',
      sound.loudness.measuredDb === undefined ? 'skipped' : 'near',
      `target ${sound.loudness.targetDb} dB`,
    );
  if (sound.voice) {
    const recipe = voiceRecipe(sound.voice);
    put(
      'voice effect',
      recipe ? recipe.grade : 'skipped',
      recipe ? `"${sound.voice.name}" as ${recipe.label}` : `nothing resembles "${sound.voice.name}"`,
    );
  }
  return rows;
}
