const STARTED = Symbol('onereel.jimeng.started');

/** Notes when work on a request began. */
export function startTimer(request: object): void {
  Object.defineProperty(request, STARTED, { value: performance.now(), configurable: true });
}

/** Time since then in the vendor's words, such as `104.852ms`. */
export function elapsedOf(request: object): string {
  const started = (request as { [STARTED]?: number })[STARTED] ?? performance.now();
  return `${(performance.now() - started).toFixed(3)}ms`;
}
