import { materialKey, type Watermark } from '@onereel/capcut-draft';
import type { ArtifactStore } from '@onereel/core/engine';
import type { StoredWatermark } from './render-payload';

/** The watermark of a render with a local copy of its picture, lent until released. */
export async function lendWatermark(
  stored: StoredWatermark | undefined,
  artifacts: ArtifactStore,
): Promise<{ readonly watermark: Watermark; release(): Promise<void> } | undefined> {
  if (stored === undefined) return undefined;
  const { image, text = '', ...look } = stored;
  if (image === undefined)
    return { watermark: { ...look, content: { kind: 'text', text } }, release: () => Promise.resolve() };
  const local = await artifacts.local(materialKey(image.contentId, image.extension));
  return {
    watermark: { ...look, content: { kind: 'image', path: local.path } },
    release: () => local.release(),
  };
}
