import type { RenderOptions, Thumbnail, Watermark } from '@onereel/capcut-draft';
import type { JsonObject } from '@onereel/core';

export const RENDER_KIND = 'render';

/** A watermark whose picture, if it has one, is in the material library. */
export interface StoredWatermark extends Omit<Watermark, 'content'> {
  readonly image?: { readonly contentId: string; readonly extension: string };
  readonly text?: string;
}

/** What a render task works on. */
export interface RenderPayload {
  readonly draftId: string;
  /** Rendered as it stood then; later only while it waits for clips that are still being generated. */
  readonly revision: number;
  readonly options: RenderOptions;
  readonly watermark?: StoredWatermark;
  readonly thumbnail?: Thumbnail;
}

/** What a render task is listed under. */
export const renderModel = (draftId: string): string => `draft:${draftId}`;

export const asPayload = ({ options, watermark, thumbnail, ...rest }: RenderPayload): JsonObject => ({
  ...rest,
  options: { ...options } as JsonObject,
  ...(watermark !== undefined && { watermark: { ...watermark } as unknown as JsonObject }),
  ...(thumbnail !== undefined && { thumbnail: { ...thumbnail } as JsonObject }),
});

export const payloadOf = (payload: JsonObject): RenderPayload => payload as unknown as RenderPayload;
