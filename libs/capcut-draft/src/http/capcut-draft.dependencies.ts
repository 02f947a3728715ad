import type { ArtifactStore } from '@onereel/core/engine';
import type { SafeFetch } from '@onereel/core/http';
import type { MediaProcess } from '@onereel/core/media';
import type { MaterialUses } from '../media-library/material-uses';
import type { MaterialLimits } from '../media-library/material-library';
import type { TaskSource } from '../media-library/task-references';
import type { DraftStore } from '../store/draft-store';
import type { DraftRenderer } from './draft-renderer';
import type { StickerEntry } from './service/sticker-search';

/** What the host gives the drafts. */
export interface CapcutDraftDependencies {
  readonly store: DraftStore;
  /** Bytes of materials, shared with the rest of the host. */
  readonly artifacts: ArtifactStore;
  /** Learns which materials are used; without it none is ever removed. */
  readonly index?: MaterialUses;
  readonly fetch: SafeFetch;
  readonly media: MediaProcess;
  /** Folder for downloads and archives under way. */
  readonly tempDir: string;
  /** Where clients reach this service, without trailing slash; asked anew for each answer. */
  readonly publicUrl: () => string;
  /** Makes `task://<id>` work. */
  readonly tasks?: TaskSource;
  /** Makes the `gen_video` routes work. */
  readonly renderer?: DraftRenderer;
  /**
   * At least 32 bytes. With it the addresses of drafts and their files carry a signature and need no API key, as the desktop
   * client of capcut-mate expects; without it they are open to their owner only.
   */
  readonly linkSecret?: Uint8Array;
  readonly limits?: Partial<DraftLimits>;
  readonly materialLimits?: Partial<MaterialLimits>;
  /** Answer every request with HTTP 200, as capcut-mate does; the body tells success from failure. Default false. */
  readonly alwaysHttp200?: boolean;
  /** What `tip_url` says; default the OpenAPI page. */
  readonly tipUrl?: string;
  readonly stickers?: readonly StickerEntry[];
  readonly now?: () => number;
  /** 32 lower-case hex digits. */
  readonly newId?: () => string;
}

export interface DraftLimits {
  /** Materials in one draft; default 5,000. */
  readonly materials: number;
  /** Segments in one draft; default 50,000. */
  readonly segments: number;
  /** Bytes of an archive or JSON that is imported; default 2 GiB. */
  readonly importBytes: number;
}

export const DRAFT_LIMITS: DraftLimits = { materials: 5_000, segments: 50_000, importBytes: 2 * 1024 ** 3 };

export const CAPCUT_DRAFT_DEPENDENCIES = Symbol.for('onereel.capcut-draft.dependencies');
