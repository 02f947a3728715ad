import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import {
  type CapcutDraftDependencies,
  CapcutDraftModule,
  DRAFT_STORE,
  type DraftStore,
  MATERIAL_USES,
  type MaterialUses,
} from '@onereel/capcut-draft';
import { VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import {
  ARTIFACT_STORE,
  type ArtifactStore,
  TASK_INTAKE,
  TASK_STORE,
  type TaskIntake,
  type TaskStore,
} from '@onereel/core/engine';
import type { MediaProcess } from '@onereel/core/media';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine/engine-settings';
import { MEDIA_PROCESS } from '../engine/media-token';
import { OutsideFiles } from '../engine/outside-files';
import { PUBLIC_ADDRESS, type PublicAddress } from '../http/server/public-address';
import { FilmMaker } from './film-maker';
import { RenderCache } from './render-cache';
import { RenderHandler } from './render.handler';
import { MATERIALS_GRACE_MS, MaterialSweep } from './material-sweep';
import { RenderRoom } from './render-room';
import { TaskRenderer } from './task-renderer';

export interface DraftsOptions {
  /** Folder for downloads and archives under way. */
  readonly tempDir: string;
  /** The gateway's own key; the key that signs draft links is derived from it. */
  readonly secretKey: Buffer;
  /** Answer every capcut-mate request with HTTP 200, as that service does. */
  readonly alwaysHttp200: boolean;
  /** Milliseconds that materials stay after their last use; 0 keeps them for ever. */
  readonly materialsGraceMs: number;
}

/** What the drafts are given, in the order of the factory below. */
const HOST_PARTS = [
  DRAFT_STORE,
  MATERIAL_USES,
  ARTIFACT_STORE,
  MEDIA_PROCESS,
  OutsideFiles,
  PUBLIC_ADDRESS,
  VIDEO_GATEWAY,
  TASK_INTAKE,
  TASK_STORE,
  ENGINE_SETTINGS,
];

/** Joins the drafts to the engine: results of tasks are material, renders are tasks. */
@Module({})
export class DraftsModule {
  static register({ tempDir, secretKey, alwaysHttp200, materialsGraceMs }: DraftsOptions): DynamicModule {
    const linkSecret = new Uint8Array(
      hkdfSync('sha256', secretKey, Buffer.alloc(0), 'onereel draft links', 32),
    );
    const capcut = CapcutDraftModule.register({
      inject: [...HOST_PARTS],
      useFactory: (
        ...[store, index, artifacts, media, outside, address, gateway, intake, tasks, settings]: [
          DraftStore,
          MaterialUses,
          ArtifactStore,
          MediaProcess,
          OutsideFiles,
          PublicAddress,
          VideoGateway,
          TaskIntake,
          TaskStore,
          EngineSettings,
        ]
      ): CapcutDraftDependencies => ({
        store,
        index,
        artifacts,
        fetch: outside.fetch,
        media,
        tempDir: join(tempDir, 'drafts'),
        publicUrl: () => address.current(),
        tasks: gateway,
        renderer: new TaskRenderer({
          intake,
          gateway,
          artifacts,
          address,
          room: new RenderRoom(tasks, settings),
        }),
        linkSecret,
        alwaysHttp200,
      }),
    });
    return {
      module: DraftsModule,
      global: true,
      imports: [capcut],
      providers: [
        RenderHandler,
        FilmMaker,
        RenderCache,
        RenderRoom,
        { provide: MATERIALS_GRACE_MS, useValue: materialsGraceMs },
        MaterialSweep,
      ],
      exports: [capcut, RenderRoom],
    };
  }
}
