import type { DynamicModule, ModuleMetadata, Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { VIDEO_GATEWAY, WEBHOOK_DESK } from '@onereel/core';
import { TASK_INTAKE } from '@onereel/core/engine';
import { Admission } from './admission';
import { ArtifactArchiver } from './artifact-archiver';
import { CLOCK, systemClock } from './clock';
import { CreateVideoService } from './create-video.service';
import { CredentialPicker } from './credential-picker';
import { EngineActivity } from './engine-activity';
import { EngineLifecycle } from './engine-lifecycle';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { ArchiveHandler } from './generate/archive.handler';
import { CancelHandler } from './generate/cancel.handler';
import { PollHandler } from './generate/poll.handler';
import { PromptOptimizer } from './generate/prompt-optimizer';
import { ReconcileHandler } from './generate/reconcile.handler';
import { SubmitHandler } from './generate/submit.handler';
import { TaskInputsFactory } from './generate/task-inputs.factory';
import { VendorCalls } from './generate/vendor-calls';
import { HandlerRegistry } from './handler-registry';
import { InputStore } from './input-store';
import { ModelRouter } from './model-router';
import { OutputVariants } from './output-variants';
import { OutsideFiles } from './outside-files';
import { CircuitBreakers } from './routing/circuit-breakers';
import { PlaceFinder } from './routing/place-finder';
import { SubmitTurns } from './routing/submit-turns';
import { TaskFitter } from './routing/task-fitter';
import { TaskCanceller } from './task-canceller';
import { TaskEvents } from './task-events';
import { TaskExplainer } from './task-explainer';
import { TaskHistory } from './task-history';
import { TaskIds } from './task-ids';
import { TaskIntakeService } from './task-intake.service';
import { TaskLedger } from './task-ledger';
import { TaskProcessor } from './task.processor';
import { TaskRecorder } from './task-recorder';
import { TaskRecovery } from './task-recovery';
import { TaskRemover } from './task-remover';
import { TaskResults } from './task-results';
import { TaskService } from './task.service';
import { NotifyHandler } from './webhooks/notify.handler';
import { WebhookDeliveries } from './webhooks/webhook-deliveries';
import { WebhookDeskService } from './webhooks/webhook-desk.service';
import { VendorCallbacks } from './vendor-callbacks';

export interface EngineModuleOptions {
  readonly settings: EngineSettings;
  /**
   * Modules that together export `TASK_STORE`, `TASK_QUEUE`, `ARTIFACT_STORE` (@onereel/core/engine), `MEDIA_PROCESS`
   * (./media-token) and `PROVIDER_REGISTRY` (./provider-registry). Global ones need not be named.
   */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

const HANDLERS: Provider[] = [
  SubmitHandler,
  ReconcileHandler,
  PollHandler,
  ArchiveHandler,
  CancelHandler,
  NotifyHandler,
];

const RUNNING: Provider[] = [
  ...[Admission, ArtifactArchiver, EngineActivity, EngineLifecycle, HandlerRegistry, OutsideFiles],
  ...[PromptOptimizer],
  ...[TaskEvents, TaskHistory, TaskIds, TaskInputsFactory, TaskLedger, TaskProcessor, TaskRecovery],
  ...[VendorCallbacks, VendorCalls, WebhookDeliveries],
  ...[CircuitBreakers, CredentialPicker, ModelRouter, PlaceFinder, SubmitTurns, TaskFitter],
];

const SERVING: Provider[] = [
  ...[CreateVideoService, InputStore, OutputVariants, TaskCanceller],
  ...[TaskExplainer, TaskIntakeService, TaskRecorder, TaskRemover, TaskResults, TaskService],
  WebhookDeskService,
];

/** The task engine. Exports `VIDEO_GATEWAY` for dialects, `TASK_INTAKE` for other kinds of tasks, and `OutsideFiles`. */
export class EngineModule {
  static register({ settings, imports }: EngineModuleOptions): DynamicModule {
    return {
      module: EngineModule,
      global: true,
      imports: [DiscoveryModule, ...imports],
      providers: [
        { provide: ENGINE_SETTINGS, useValue: settings },
        { provide: CLOCK, useValue: systemClock },
        { provide: VIDEO_GATEWAY, useExisting: TaskService },
        { provide: TASK_INTAKE, useExisting: TaskIntakeService },
        { provide: WEBHOOK_DESK, useExisting: WebhookDeskService },
        ...HANDLERS,
        ...RUNNING,
        ...SERVING,
      ],
      exports: [
        ENGINE_SETTINGS,
        VIDEO_GATEWAY,
        TASK_INTAKE,
        WEBHOOK_DESK,
        OutsideFiles,
        CircuitBreakers,
        EngineActivity,
        TaskEvents,
        VendorCallbacks,
      ],
    };
  }
}
