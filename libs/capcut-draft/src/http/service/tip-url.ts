import { Inject, Injectable } from '@nestjs/common';
import { CAPCUT_DRAFT_DEPENDENCIES, type CapcutDraftDependencies } from '../capcut-draft.dependencies';

/** Where answers point people who hold a draft and wonder what to do with it. */
@Injectable()
export class TipUrl {
  constructor(@Inject(CAPCUT_DRAFT_DEPENDENCIES) private readonly parts: CapcutDraftDependencies) {}

  get value(): string {
    return this.parts.tipUrl ?? `${this.parts.publicUrl()}/docs`;
  }
}
