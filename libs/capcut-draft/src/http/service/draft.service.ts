import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { GatewayError, type Caller } from '@onereel/core';
import { findEntry } from '../../catalogues/effect-catalogue';
import { applyCommand } from '../../draft/commands/apply-command';
import type { DraftCommand, DraftWarning, EditResult } from '../../draft/commands/draft-command';
import type { DraftDocument } from '../../draft/model/draft-document';
import { libraryFiles } from '../../draft/model/draft-paths';
import { frameOf, type Frame } from '../../draft/read/canvas-facts';
import { blankDraft } from '../../draft/write/blank-draft';
import type { EditContext } from '../../draft/write/edit-context';
import { MaterialLibrary } from '../../media-library/material-library';
import { DraftRepository, type OpenDraft } from '../../store/draft-repository';
import {
  CAPCUT_DRAFT_DEPENDENCIES,
  DRAFT_LIMITS,
  type CapcutDraftDependencies,
  type DraftLimits,
} from '../capcut-draft.dependencies';
import { DraftAddress } from './draft-address';
import { MediaResolver } from './media-resolver';

export interface EditRequest {
  readonly draftId: string;
  readonly caller: Caller;
  readonly label: string;
  readonly ifRevision?: number;
}

export interface EditOutcome {
  readonly revision: number;
  readonly document: DraftDocument;
  /** One per command. */
  readonly results: readonly EditResult[];
  readonly warnings: readonly DraftWarning[];
}

/** Drafts as the routes use them: revisions, edits and the media they refer to. */
@Injectable()
export class DraftService {
  readonly repository: DraftRepository;
  readonly library: MaterialLibrary;
  readonly media: MediaResolver;
  readonly address: DraftAddress;
  readonly limits: DraftLimits;
  readonly newId: () => string;
  private readonly context: EditContext;

  constructor(@Inject(CAPCUT_DRAFT_DEPENDENCIES) readonly parts: CapcutDraftDependencies) {
    const newId = parts.newId ?? (() => randomBytes(16).toString('hex'));
    const now = parts.now ?? Date.now;
    this.newId = newId;
    this.context = { newId, find: findEntry };
    this.limits = { ...DRAFT_LIMITS, ...parts.limits };
    this.repository = new DraftRepository(parts.store, {
      clock: () => new Date(now()),
      randomHex: () => newId().slice(0, 8),
    });
    this.library = new MaterialLibrary({ ...parts, newId, now, limits: parts.materialLimits });
    this.media = new MediaResolver(this.library, parts.artifacts, parts.publicUrl, parts.tasks);
    this.address = new DraftAddress(parts.publicUrl, parts.linkSecret, now);
  }

  create(spec: Frame & { readonly name: string }, caller: Caller): Promise<OpenDraft> {
    const { newId } = this.context;
    return this.repository.create(
      blankDraft({ ...spec, id: newId(), mainTrackId: newId() }),
      caller.ownerId,
      'create_draft',
    );
  }

  open(draftId: string, caller: Caller, revision?: number): Promise<OpenDraft> {
    return this.repository.open(draftId, caller.ownerId, revision);
  }

  /** Applies commands in order, all or none. They are made for the document as it stands when their turn has come. */
  async edit(
    request: EditRequest,
    commandsFor: (document: DraftDocument) => readonly DraftCommand[],
  ): Promise<EditOutcome> {
    const { draftId, caller, label, ifRevision } = request;
    const { row, document, result } = await this.repository.edit(
      draftId,
      { ownerId: caller.ownerId, label, ifRevision },
      (current) => {
        const results: EditResult[] = [];
        let draft = current;
        for (const command of commandsFor(current)) {
          const outcome = applyCommand(draft, command, this.context);
          draft = outcome.draft;
          results.push(outcome.result);
        }
        this.checkSize(draft);
        return { draft, result: results };
      },
    );
    return {
      revision: row.revision,
      document,
      results: result,
      warnings: result.flatMap((each) => each.warnings),
    };
  }

  /** The half-canvas place for the pixels of the application's position box. */
  static placeIn(document: DraftDocument, x: number, y: number): { readonly x: number; readonly y: number } {
    const { width, height } = frameOf(document);
    return { x: x / width, y: y / height };
  }

  /** Bytes of the media a draft uses, each file once. */
  async mediaBytes(document: DraftDocument): Promise<number> {
    const ids = new Set(libraryFiles(document).map(({ file }) => file.contentId));
    const found = await Promise.all([...ids].map((id) => this.library.find(id)));
    return found.reduce((sum, material) => sum + (material?.bytes ?? 0), 0);
  }

  private checkSize(draft: DraftDocument): void {
    const segments = draft.tracks.reduce((sum, track) => sum + track.segments.length, 0);
    const materials = (draft.materials.videos?.length ?? 0) + (draft.materials.audios?.length ?? 0);
    const { limits } = this;
    if (segments <= limits.segments && materials <= limits.materials) return;
    throw new GatewayError('invalid_parameter', {
      param: 'draft_url',
      message: `draft_url: the draft would hold ${segments} segments and ${materials} media; at most ${limits.segments} and ${limits.materials} are kept.`,
    });
  }
}
