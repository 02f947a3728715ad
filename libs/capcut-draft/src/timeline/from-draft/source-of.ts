import { type DraftMaterial, numberOr, stringOr } from '../../draft/model/draft-document';
import type { SourceRef } from '../timeline';

/** The file a material names. */
export function sourceRef(material: DraftMaterial, kind: SourceRef['kind'], path: string): SourceRef {
  const url = stringOr(material.remote_url, '');
  return {
    key: path || url || `${kind}:${material.id}`,
    path: path || url,
    name:
      stringOr(material.material_name, '') || stringOr(material.name, '') || fileName(path) || material.id,
    kind,
    width: numberOr(material.width, 0),
    height: numberOr(material.height, 0),
    durationUs: numberOr(material.duration, 0),
  };
}

function fileName(path: string): string {
  return path.replaceAll('\\', '/').split('/').at(-1) ?? '';
}
