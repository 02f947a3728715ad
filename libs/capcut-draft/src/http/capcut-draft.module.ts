import {
  type DynamicModule,
  type InjectionToken,
  Module,
  type ModuleMetadata,
  type OptionalFactoryDependency,
} from '@nestjs/common';
import { CAPCUT_DRAFT_DEPENDENCIES, type CapcutDraftDependencies } from './capcut-draft.dependencies';
import { CapcutMateCatalogueController } from './controllers/catalogue.controller';
import { EditDesk } from './controllers/edit-desk';
import { CapcutMateEffectsController } from './controllers/effects.controller';
import { CapcutMateFilesController } from './controllers/files.controller';
import { CapcutMateGeneratorsController } from './controllers/generators.controller';
import { CapcutMateLifecycleController } from './controllers/lifecycle.controller';
import { CapcutMateMediaController } from './controllers/media.controller';
import { CapcutMateMissingController } from './controllers/missing.controller';
import { NativeDraftsController } from './controllers/native-drafts.controller';
import { NativeExchangeController } from './controllers/native-exchange.controller';
import { CapcutMateProbeController } from './controllers/probe.controller';
import { CapcutMateRenderController } from './controllers/render.controller';
import { CapcutMateTextController } from './controllers/text.controller';
import { DraftCovers } from './service/draft-covers';
import { DraftFiles } from './service/draft-files';
import { DraftImport } from './service/draft-import';
import { DraftService } from './service/draft.service';
import { PendingMedia } from './service/pending-media';
import { TipUrl } from './service/tip-url';

export interface CapcutDraftModuleOptions {
  /** Modules that export what `useFactory` injects. */
  readonly imports?: ModuleMetadata['imports'];
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
  readonly useFactory: (...parts: never[]) => CapcutDraftDependencies | Promise<CapcutDraftDependencies>;
}

/** Drafts over HTTP: the capcut-mate dialect and the native draft routes. Exports `DraftService` and `PendingMedia`. */
@Module({})
export class CapcutDraftModule {
  static register(options: CapcutDraftModuleOptions): DynamicModule {
    return {
      module: CapcutDraftModule,
      imports: options.imports,
      controllers: [
        CapcutMateLifecycleController,
        CapcutMateFilesController,
        CapcutMateMediaController,
        CapcutMateTextController,
        CapcutMateEffectsController,
        CapcutMateCatalogueController,
        CapcutMateGeneratorsController,
        CapcutMateProbeController,
        CapcutMateRenderController,
        CapcutMateMissingController,
        NativeExchangeController,
        NativeDraftsController,
      ],
      providers: [
        {
          provide: CAPCUT_DRAFT_DEPENDENCIES,
          inject: options.inject,
          useFactory: options.useFactory as (...parts: unknown[]) => CapcutDraftDependencies,
        },
        DraftService,
        PendingMedia,
        DraftCovers,
        DraftFiles,
        DraftImport,
        TipUrl,
        EditDesk,
      ],
      exports: [DraftService, DraftImport, PendingMedia],
    };
  }
}
