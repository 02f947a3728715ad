import type { MediaProcess } from '@onereel/core/media';
import type { DraftDocument } from '../draft/model/draft-document';
import type { ResolveMedia } from '../media/prepare-media';
import type { BatchShape } from '../plan/batches';
import type { PlanInput } from '../plan/render-plan';
import type { FrameRange } from '../timeline/timeline';
import type { RenderOptions } from './render-options';
import type { Thumbnail } from './thumbnail';
import type { Watermark } from './watermark';

export interface RenderRequest {
  readonly draft: DraftDocument;
  readonly media: MediaProcess;
  readonly resolveMedia: ResolveMedia;
  readonly options?: RenderOptions;
  readonly watermark?: Watermark;
  /** Of films that have a picture. */
  readonly thumbnail?: Thumbnail;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RenderProgress) => void;
  /** Empty folder of this render's own; holds the result afterwards. */
  readonly workDir: string;
  /**
   * Finished slices and sounds of all renders, and what is known of their sources; may be shared and may be deleted at any
   * time. Default: inside `workDir`.
   */
  readonly cacheDir?: string;
}

export interface RenderProgress {
  readonly framesDone: number;
  readonly frames: number;
}

export interface ProductionJob {
  readonly request: RenderRequest;
  readonly options: RenderOptions;
  readonly plan: PlanInput;
  readonly batching: BatchShape;
  readonly span: FrameRange;
  readonly scratch: string;
  readonly sliceDir: string;
  readonly planDir: string;
  readonly soundDir: string;
  readonly workers: number;
  /** Bytes all FFmpeg processes that draw may take together. */
  readonly memory: number;
}
