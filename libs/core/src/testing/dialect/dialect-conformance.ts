import { ErrorCode } from '../../errors/error-table';
import { CreateVideo, VideoGateway } from '../../gateway/video-gateway';
import { TaskStatus } from '../../task/task';
import { SwitchedOff, TestRunner } from '../test-runner';

/** A request as a client of the dialect sends it. */
export interface DialectRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON, a FormData as multipart, strings as they are. */
  readonly body?: object | string;
}

/** A started server with the dialect mounted over the gateway it was given. */
export interface StartedDialect {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  close(): Promise<void>;
}

export interface DialectCreate {
  readonly name: string;
  readonly request: DialectRequest;
  /** What the engine must be asked: a subset, lists whole. */
  readonly expect: DeepPartial<CreateVideo>;
}

export type DeepPartial<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> }
    : Value;

/** Keys of the lines, in order. */
export const DIALECT_LINES = [
  'create',
  'words',
  'agreement',
  'foreign',
  'warnings',
  'failures',
  'errors',
  'invalid',
  'hostile',
] as const;

export type DialectLine = (typeof DIALECT_LINES)[number];

/** What an author states about a dialect so that the suite can test it. Bodies are parsed JSON. */
export interface DialectConformance {
  readonly name: string;
  /** `CreateVideo.dialect` of its requests. */
  readonly dialect: string;
  /**
   * Starts a server with the dialect, as the host would: VIDEO_GATEWAY bound to the given one, and `setCaller(request, { ownerId })`
   * for every request.
   */
  readonly start: (gateway: VideoGateway, ownerId: string) => Promise<StartedDialect>;
  /** Minimal, complete and odd but legal create requests. */
  readonly creates: readonly DialectCreate[];
  /** Create requests the dialect must refuse by itself. */
  readonly invalid: readonly {
    readonly name: string;
    readonly request: DialectRequest;
    readonly status?: number;
  }[];
  readonly retrieve: (id: string) => DialectRequest;
  /** The task id of a create or retrieve answer. */
  readonly idOf: (body: unknown) => unknown;
  /** The state word of a retrieve answer. */
  readonly wordOf: (body: unknown) => unknown;
  readonly words: Readonly<Record<TaskStatus, string>>;
  /** Where the video of a retrieve answer is. `never` for dialects whose clients fetch it by id. */
  readonly videoUrlOf: ((body: unknown) => unknown) | 'never';
  /** The message of a task that failed, in a retrieve answer. */
  readonly failureOf: (body: unknown) => unknown;
  /** The message of an error answer; anything but a non-empty string means that the answer is not in this dialect's shape. */
  readonly errorOf: (body: unknown) => unknown;
  /** HTTP statuses of this dialect that differ from the error table's. */
  readonly statuses?: Readonly<Partial<Record<ErrorCode, number>>>;
  /**
   * HTTP statuses of reading a task, for dialects that tell how it ended by them. Default: 200 for every state, and an error for
   * `unknown`, an id that does not exist.
   */
  readonly readStatuses?: Readonly<Partial<Record<TaskStatus | 'unknown', number>>>;
  readonly off?: SwitchedOff<DialectLine>;
  readonly runner?: TestRunner;
}
