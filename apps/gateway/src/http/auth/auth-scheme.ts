import type { IncomingMessage } from 'node:http';
import type { ApiKey } from './api-key';
import type { ApiKeyRing } from './api-key-ring';

/** One way to prove who calls. */
export interface AuthScheme {
  readonly name: string;
  /** Cheap: does the request use this scheme at all? The first that says yes decides. */
  matches(request: IncomingMessage): boolean;
  /**
   * The proven key; `undefined` when the proof is wrong.
   * @param readBody the body's exact bytes, for schemes that sign them; schemes that do not must leave it alone
   */
  verify(
    request: IncomingMessage,
    keys: ApiKeyRing,
    readBody: () => Promise<Buffer>,
  ): Promise<ApiKey | undefined>;
}
