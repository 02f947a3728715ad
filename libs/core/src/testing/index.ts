/** The conformance kit, for authors of provider packages, dialects and adapters. Needs no test library. */
export * from './describe-artifact-store';
export * from './describe-task-queue';
export * from './describe-task-store';
export * from './dialect/describe-video-dialect';
export type {
  DialectConformance,
  DialectCreate,
  DialectLine,
  DialectRequest,
  StartedDialect,
} from './dialect/dialect-conformance';
export { ScriptedGateway, taskView } from './dialect/scripted-gateway';
export * from './provider/describe-video-provider';
export type {
  FailureClass,
  NeverFails,
  ProviderConformance,
  ProviderLine,
  ProviderSetup,
  Recorded,
  RecordedFailure,
  RecordedState,
} from './provider/provider-conformance';
export { SAMPLE_IMAGE, sampleInput } from './provider/sample-input';
export * from './test-runner';
export * from './upstream/fake-upstream';
export type {
  RecordedExchange,
  RecordedResponse,
  RequestPattern,
  UpstreamCall,
  UpstreamFault,
} from './upstream/recorded-exchange';
