import type { ServerResponse } from 'node:http';

/**
 * Runs `work` once before the answer is complete, or when its connection is lost. The last bytes wait for it; it must not
 * reject.
 */
export function beforeEnd(response: ServerResponse, work: () => Promise<void>): void {
  const end = response.end.bind(response) as (...parameters: unknown[]) => ServerResponse;
  let done: Promise<void> | undefined;
  const once = (): Promise<void> => (done ??= work());
  response.end = (...parameters: unknown[]) => {
    void once().then(() => end(...parameters));
    return response;
  };
  response.once('close', () => void once());
}
