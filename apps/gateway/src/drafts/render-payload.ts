import type { RenderOptions } from '@onereel/capcut-draft';
import type { JsonObject } from '@onereel/core';

export const RENDER_KIND = 'render';

/** What a render task works on. */
export interface RenderPayload {
  readonly draftId: string;
  /** Rendered as it stood then; later only while it waits for clips that are still being generated. */
  readonly revision: number;
  readonly options: RenderOptions;
}

/** What a render task is listed under. */
export const renderModel = (draftId: string): string => `draft:${draftId}`;

export const asPayload = ({ draftId, revision, options }: RenderPayload): JsonObject => ({
  draftId,
  revision,
  options: { ...options } as JsonObject,
});

export const payloadOf = (payload: JsonObject): RenderPayload => payload as unknown as RenderPayload;
