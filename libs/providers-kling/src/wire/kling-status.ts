/** Where a task stands, by the vendor's word in lower case. Both APIs in one table: their words do not contradict. */
export const KLING_STATUS: ReadonlyMap<string, 'queued' | 'processing' | 'completed' | 'failed'> = new Map([
  ['submitted', 'queued'],
  ['processing', 'processing'],
  ['succeed', 'completed'],
  ['succeeded', 'completed'],
  ['failed', 'failed'],
]);

/** Failed tasks carry no code, only a sentence. First match wins; none = the generation failed for good. */
export const FAILURE_WORDS = [
  {
    pattern: /risk|safety|sensitive|policy|violat|copyright|审核|敏感|风控/i,
    code: 'moderated_output',
    retryable: false,
  },
  { pattern: /busy|overload|try again|繁忙|稍后/i, code: 'provider_failed', retryable: true },
] as const;
