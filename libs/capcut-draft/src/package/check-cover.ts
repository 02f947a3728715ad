import type { DraftFinding } from '../draft/check/check-draft';
import type { JsonObject } from '../draft/json/json-value';
import { stringOr } from '../draft/model/draft-document';
import { COVER_FILE } from './draft-meta-info';

/** Bytes that tell a JPEG. */
export const COVER_HEAD_BYTES = 3;

export interface CoverFacts {
  /** Paths below the draft folder. */
  readonly files: readonly { readonly path: string }[];
  /** The first bytes of the cover, when there is one. */
  readonly coverHead?: Uint8Array;
}

/** What is wrong with the picture of the start window. A wrong cover hides nothing: these are warnings. */
export function checkCover({ files, coverHead }: CoverFacts, meta: JsonObject): DraftFinding[] {
  const named = stringOr(meta.draft_cover, '');
  const warning = (at: string, problem: string): DraftFinding[] => [
    {
      severity: 'warning',
      at,
      problem,
      cure: 'Set a cover in the application, or install the package again.',
    },
  ];
  if (named === '')
    return warning('draft_meta_info.json: draft_cover', 'it is empty, so the tile of the draft stays blank');
  const inside = named.replaceAll('\\', '/').replace(/^\.\//, '');
  if (!files.some(({ path }) => path === inside || inside.endsWith(`/${path}`)))
    return warning('draft_meta_info.json: draft_cover', `${named} is not in the draft folder`);
  const jpeg = coverHead?.[0] === 0xff && coverHead[1] === 0xd8 && coverHead[2] === 0xff;
  return coverHead && !jpeg ? warning(COVER_FILE, 'it is not a JPEG picture') : [];
}
