import { Injectable } from '@nestjs/common';
import { GatewayError, type Caller } from '@onereel/core';
import type { DraftDocument } from '../../draft/model/draft-document';
import { libraryFiles } from '../../draft/model/draft-paths';
import { materialKey } from '../../media-library/stored-material';
import { pendingTasks } from '../../package/draft-package';
import type { OpenDraft } from '../../store/draft-repository';
import { DraftService } from './draft.service';

/** Puts the files of finished tasks where drafts keep room for them. */
@Injectable()
export class PendingMedia {
  constructor(private readonly drafts: DraftService) {}

  /** The draft with everything filled in that is ready by now; a task that failed keeps its placeholder. */
  async settle(draftId: string, caller: Caller): Promise<OpenDraft> {
    const open = await this.drafts.open(draftId, caller);
    for (const taskId of pendingTasks(open.document)) await this.settleTask(draftId, taskId, caller);
    return this.drafts.open(draftId, caller);
  }

  /**
   * Looks at everything a render would need.
   * @throws GatewayError `material_inaccessible` naming the first file that is gone or the first task that will deliver none
   */
  async expectReachable(document: DraftDocument, caller: Caller): Promise<void> {
    for (const taskId of pendingTasks(document)) {
      const task = await this.drafts.parts.tasks?.get(taskId, caller).catch(orNothing);
      if (task && task.status !== 'failed' && task.status !== 'cancelled') continue;
      throw unreachable(`task://${taskId}`, task ? `it is ${task.status}` : 'there is no such task');
    }
    for (const { inside, file } of libraryFiles(document)) {
      const key = materialKey(file.contentId, file.extension);
      const found = await this.drafts.parts.artifacts.stat(key).catch(orNothing);
      if (!found) throw unreachable(inside, 'the file is no longer stored');
    }
  }

  /** For hosts that learn of a finished task: fills it into one draft. `false` when there was nothing to fill in. */
  async settleTask(draftId: string, taskId: string, caller: Caller): Promise<boolean> {
    const media = await this.drafts.media
      .resolve({ url: `task://${taskId}`, field: 'task', accept: ['video', 'audio', 'image'] }, caller)
      .catch(orNothing);
    if (!media || media.pendingTask !== undefined) return false;
    const edit = { draftId, caller, label: `task ${taskId}` };
    const { results } = await this.drafts.edit(edit, () => [{ kind: 'settle_media', taskId, media }]);
    return (results[0]?.count ?? 0) > 0;
  }
}

function unreachable(param: string, reason: string): GatewayError {
  return new GatewayError('material_inaccessible', {
    param,
    message: `${param}: ${reason}. Replace the clip and render again.`,
  });
}

function orNothing(error: unknown): undefined {
  if (GatewayError.isInstance(error) && error.origin === 'client') return undefined;
  throw error;
}
