import { ErrorCode } from '../../errors/error-table';
import { ProviderPlugin } from '../../provider/provider-plugin';
import { PollResult, ProviderHandle, VideoProvider } from '../../provider/video-provider';
import { VideoRequest } from '../../request/video-request';
import { SwitchedOff, TestRunner } from '../test-runner';
import { RecordedExchange } from '../upstream/recorded-exchange';

/** What the suite gives `create`: everything a provider may know in the test. */
export interface ProviderSetup {
  /** Address of the fake upstream; the provider must send every call there. */
  readonly origin: string;
  /** The credential id the contexts use: `default`. */
  readonly credentialId: string;
  /** A fake secret, unique in the run; the same name gives the same value. Give secrets only in this way: line 11 looks for them. */
  secret(name: string): string;
  /** Lets line 11 also look for a secret the author had to make, e.g. a private key. Returns it. */
  watch(secret: string): string;
}

export type Recorded = RecordedExchange | readonly RecordedExchange[];

/** One state of a task at the vendor. */
export interface RecordedState {
  readonly name: string;
  /** Answers to the poll. May be left out by providers without a vendor. */
  readonly exchanges?: Recorded;
  /** Runs between submit and poll, for providers without a vendor: wait until the state is reached. */
  readonly prepare?: (handle: ProviderHandle) => Promise<void>;
  /** Other request than the usual one. */
  readonly request?: Partial<VideoRequest>;
  readonly expect: PollResult['state'];
  /** For `failed`. */
  readonly code?: ErrorCode;
}

/** A failure on submit (default) or poll. */
export interface RecordedFailure extends Pick<RecordedState, 'exchanges' | 'prepare' | 'request'> {
  readonly on?: 'submit' | 'poll';
  /** Expected code where the usual ones of its class do not fit. */
  readonly code?: ErrorCode;
  /** When the vendor says explicitly what the table row does not. */
  readonly retryable?: boolean;
}

/** The vendor cannot fail in this way, and why. The test output shows the reason. */
export interface NeverFails {
  readonly never: string;
}

/** Classes a vendor decides about; recorded by the author. */
export type VendorFailure =
  'credentials' | 'credit' | 'rateLimit' | 'moderation' | 'invalidRequest' | 'vendorFault';

/** Classes of the wire; the suite causes them itself, unless given. */
export type WireFailure = 'malformedBody' | 'noConnection' | 'timeout';

export type FailureClass = VendorFailure | WireFailure;

/** Keys of the fifteen lines, in order. */
export const PROVIDER_LINES = [
  'descriptor',
  'submit',
  'handle',
  'states',
  'repeatable',
  'failures',
  'retryable',
  'fields',
  'abort',
  'reference',
  'secrets',
  'origins',
  'isolation',
  'capabilities',
  'package',
] as const;

export type ProviderLine = (typeof PROVIDER_LINES)[number];

/** What an author states about a provider (or one of its transports) so that the suite can test it. */
export interface ProviderConformance {
  /** Shown as the name of the suite. */
  readonly name: string;
  /** A new instance per call, exactly as the plugin's module would make it. */
  readonly create: (setup: ProviderSetup) => VideoProvider | Promise<VideoProvider>;
  /** The package's default export. */
  readonly plugin?: ProviderPlugin;
  /** A valid request; `model` is an id or alias of the descriptor. The recordings belong to it. */
  readonly request: VideoRequest;
  /** Answered at any time: token endpoints, uploads before the create call. */
  readonly always?: Recorded;
  readonly submit: {
    /** The create call and the vendor's yes. Left out by providers without a vendor. */
    readonly exchange?: RecordedExchange;
    /** `handle.id` after it. */
    readonly vendorId: string | RegExp;
  };
  /** At least one that still runs, one `completed`, one `failed`; better every one the vendor documents. */
  readonly states: readonly RecordedState[];
  /** An answer with a state word the vendor never documented. Left out by providers without a vendor. */
  readonly unknownState?: Recorded;
  readonly failures: Readonly<Record<VendorFailure, RecordedFailure | NeverFails>> &
    Readonly<Partial<Record<WireFailure, RecordedFailure | NeverFails>>>;
  /** Fields this provider cannot honor for the usual model: each must come back as a warning that names it. */
  readonly unsupported: readonly { readonly field: string; readonly request: Partial<VideoRequest> }[];
  /** Requests that lack something: each must be an error whose `param` names it. */
  readonly missing: readonly { readonly param: string; readonly request: Partial<VideoRequest> }[];
  /** Answers to `cancel`, where the provider has it. */
  readonly cancel?: Recorded;
  /** Answers to `reconcile`, where the provider has it. */
  readonly reconcile?: { readonly found: Recorded; readonly missing: Recorded };
  /** Answers to `openOutput`, where the provider has it, with the bytes it must give for the `completed` state. */
  readonly output?: { readonly exchanges: Recorded; readonly bytes: Buffer };
  /** Environment keys the package documents; taken from `plugin` when that is given. */
  readonly environmentKeys?: readonly string[];
  /** Folder of the built package; line 15 loads what npm would publish from it. */
  readonly package?: { readonly root: string };
  /** Lines the provider cannot keep, with reasons. */
  readonly off?: SwitchedOff<ProviderLine>;
  /** Default: the `describe` and `it` globals. */
  readonly runner?: TestRunner;
}

export const asList = (recorded: Recorded | undefined): readonly RecordedExchange[] =>
  recorded === undefined
    ? []
    : Array.isArray(recorded)
      ? (recorded as readonly RecordedExchange[])
      : [recorded as RecordedExchange];
