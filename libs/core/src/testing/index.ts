/** The conformance kit: suites for authors of providers and of storage adapters, for any test runner. */
export * from './describe-artifact-store';
export * from './describe-task-queue';
export * from './describe-task-store';
export * from './test-runner';
