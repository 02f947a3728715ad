import type { DraftFinding } from '../draft/check/check-draft';
import type { JsonObject } from '../draft/json/json-value';
import { stringOr } from '../draft/model/draft-document';
import { entriesOf, ROOT_META } from './root-meta-info';

/** Whether the start window's index, where there is one beside the draft, tells what the card of the draft tells. */
export function checkIndex(index: string | undefined, meta: JsonObject): DraftFinding[] {
  if (index === undefined) return [];
  const entries = entriesOf(index);
  if (entries === undefined)
    return [
      warning(ROOT_META, 'it cannot be read', 'Delete it while the application is closed; it is made anew.'),
    ];
  const entry = entries.find((each) => each.draft_id === meta.draft_id);
  if (!entry)
    return [
      warning(
        ROOT_META,
        'it does not list the draft, which then appears only after the application has looked through its folder',
        'Restart the application, or install the package again.',
      ),
    ];
  const cover = stringOr(meta.draft_cover, '');
  const expected = cover === '' ? '' : `${stringOr(entry.draft_fold_path, '')}/${cover}`;
  const stated = stringOr(entry.draft_cover, '');
  if (stated === expected || stated === cover) return [];
  return [
    warning(
      `${ROOT_META}: draft_cover`,
      `it says "${stated}", the draft itself "${cover}"`,
      'Set a cover in the application, or install the package again.',
    ),
  ];
}

function warning(at: string, problem: string, cure: string): DraftFinding {
  return { severity: 'warning', at, problem, cure };
}
