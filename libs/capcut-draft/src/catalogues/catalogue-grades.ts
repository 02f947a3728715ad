import type { CatalogueKind, RenderGrade } from '../draft/write/edit-context';

/**
 * How close the renderer comes to an entry whose package belongs to the application: `exact` by formula, `near` up to easing and
 * softness, `approximate` by a stand-in of the same family, `skipped` when there is none.
 */
const KIND_GRADES: Readonly<Record<CatalogueKind, RenderGrade>> = {
  transitions: 'approximate',
  'clip-animations-in': 'approximate',
  'clip-animations-out': 'approximate',
  'clip-animations-combo': 'approximate',
  'text-animations-in': 'approximate',
  'text-animations-out': 'approximate',
  'text-animations-loop': 'approximate',
  filters: 'approximate',
  'scene-effects': 'approximate',
  'character-effects': 'skipped',
  masks: 'exact',
  'blend-modes': 'near',
  fonts: 'approximate',
  'word-art': 'approximate',
  'audio-effects': 'approximate',
  'audio-tones': 'skipped',
  'speech-to-song': 'skipped',
};

const NEAR_IDS =
  '6724239388189921806 6724845376098013708 6726711499676455435 6726711296063967748 6724846395116753416 6724849276100284942 ' +
  '6724849898857959950 6724849999336706573 6724849456891564557 6724849752921346573 6724492948144132621 6726711903684399619 ' +
  '6851775006418932238 6725767129519362573 6798320778182922760 6798320902548230669 6724916044072227332 6724919382104871427 ' +
  '6724920249654710791 6763470111253729803';

const ENTRY_GRADES: ReadonlyMap<string, RenderGrade> = new Map<string, RenderGrade>([
  ['6724845717472416269', 'exact'],
  ...NEAR_IDS.split(' ').map((id): [string, RenderGrade] => [id, 'near']),
]);

/** Shapes that need a raster or an outline the draft does not carry. */
const SKIPPED_SHAPES = new Set(['text', 'contour', 'custom']);

export function gradeOf(kind: CatalogueKind, resourceId: string, shape: string | undefined): RenderGrade {
  if (shape !== undefined && SKIPPED_SHAPES.has(shape)) return 'skipped';
  return ENTRY_GRADES.get(resourceId) ?? KIND_GRADES[kind];
}
