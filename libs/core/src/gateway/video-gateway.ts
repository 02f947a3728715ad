import { JsonObject } from '../json';
import { ModelDescriptor, ProviderDescriptor } from '../provider/provider-descriptor';
import { InputRole, VideoRequest } from '../request/video-request';
import { TaskOutput, TaskStatus, TaskView } from '../task/task';
import { TaskExplanation } from './task-explanation';

/** Who calls. `ownerId` scopes every read and write; a task of another owner does not exist. */
export interface Caller {
  /** API key id, or `anonymous` when authentication is off. */
  readonly ownerId: string;
}

/** A file as it came in, already on local disk. */
export interface UploadedInput {
  readonly role: InputRole;
  readonly source:
    | { readonly kind: 'url'; readonly url: string }
    /** Data URI or raw base64. */
    | { readonly kind: 'inline'; readonly data: string }
    | { readonly kind: 'file'; readonly path: string };
  /** The client's name for the field, used in errors: `image`, `input_reference`, `images[1]`. */
  readonly field: string;
}

export interface CreateVideo {
  readonly dialect: string;
  /** Everything but the inputs; `model` empty = the gateway's default model. */
  readonly request: Omit<VideoRequest, 'inputs'>;
  readonly inputs: readonly UploadedInput[];
  /** Warnings become a 400. */
  readonly strict?: boolean;
  /** Same key and body → the same task; same key, other body → `idempotency_conflict`. 1 … 255 characters. */
  readonly idempotencyKey?: string;
  readonly externalId?: string;
  readonly metadata?: JsonObject;
  /** Where to report state changes. */
  readonly callbackUrl?: string;
  /** Warnings the dialect itself has to give. */
  readonly warnings?: readonly { readonly field?: string; readonly message: string }[];
  readonly remixedFrom?: string;
}

export interface TaskQuery {
  readonly kind?: string;
  readonly status?: readonly TaskStatus[];
  readonly model?: string;
  readonly dialect?: string;
  readonly externalId?: string;
  /** Created at or after / before, ISO 8601. */
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  /** Task id to continue after, in the order asked for. */
  readonly after?: string;
  readonly order?: 'asc' | 'desc';
  /** 1 … 500. */
  readonly limit: number;
  /** Skip this many instead of a cursor, for dialects that page by number. */
  readonly offset?: number;
}

export interface TaskPage {
  readonly tasks: readonly TaskView[];
  readonly hasMore: boolean;
}

/** One change of a task, in order. */
export interface TaskEvent {
  /** Revision of the task after the change. */
  readonly id: number;
  readonly task: TaskView;
}

export interface ListedModel {
  readonly providerId: string;
  readonly provider: Pick<ProviderDescriptor, 'title' | 'homepage'>;
  readonly model: ModelDescriptor;
  readonly configured: boolean;
  /** Serves requests that name no model; at most one row. */
  readonly isDefault?: boolean;
  /** Environment keys to set while `configured` is false. */
  readonly missing: readonly string[];
}

export type OutputVariant = 'video' | 'thumbnail' | 'spritesheet';

/**
 * What dialects may do. They translate HTTP to these calls and TaskViews back; nothing else of the engine is visible to them.
 * Unknown ids and tasks of other owners are `not_found`.
 */
export interface VideoGateway {
  create(input: CreateVideo, caller: Caller): Promise<TaskView>;
  get(id: string, caller: Caller): Promise<TaskView>;
  /** By the client's own id. */
  getByExternalId(externalId: string, caller: Caller): Promise<TaskView>;
  list(query: TaskQuery, caller: Caller): Promise<TaskPage>;
  /** What happened to the task so far: vendor calls, transitions, warnings, costs. */
  explain(id: string, caller: Caller): Promise<TaskExplanation>;
  /** Idempotent; `conflict` when the task already finished otherwise. */
  cancel(id: string, caller: Caller): Promise<TaskView>;
  /** Cancels when running, then forgets the task and its files. */
  delete(id: string, caller: Caller): Promise<void>;
  /** The current state first, then every change until the task ends or the signal aborts. */
  events(id: string, caller: Caller, signal: AbortSignal): AsyncIterable<TaskEvent>;
  /** An absolute, stable URL of a result (first output unless named), needing the owner's key; `undefined` before completion. */
  contentUrl(task: TaskView, output?: string): string | undefined;
  /**
   * An absolute URL of a result that needs no key and works for some hours, made anew with every call: for dialects whose clients
   * fetch results without credentials. `undefined` before completion.
   */
  resultLink(task: TaskView, output?: string): string | undefined;
  /**
   * The stored file behind a result: the video itself, or a picture made from it on first request (`thumbnail`: one WebP frame,
   * `spritesheet`: a JPEG grid). `not_ready` before completion.
   */
  output(
    id: string,
    wanted: { variant: OutputVariant; output?: string },
    caller: Caller,
  ): Promise<TaskOutput>;
  models(): readonly ListedModel[];
}

export const VIDEO_GATEWAY = Symbol.for('onereel.video-gateway');
