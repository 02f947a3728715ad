import { Answer } from './answer';
import { SimulatorDesk } from './simulator-desk';
import { Refusal } from './faults';
import { SimulatedRequest } from './simulated-request';

/** The fixed fake credentials every simulator accepts, and no others. */
export const SIMULATED = {
  accessKey: 'simulated-ak',
  secretKey: 'simulated-sk',
  apiKey: 'simulated-key',
} as const;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Tested against the path; named groups arrive as `params`. */
  readonly path: RegExp;
  /** Answers without asking for credentials. */
  readonly open?: boolean;
  handle(
    request: SimulatedRequest,
    params: Readonly<Record<string, string>>,
    desk: SimulatorDesk,
  ): Promise<Answer> | Answer;
}

/** The shapes of one vendor: one file each. Everything that is no vendor's own lives in the frame. */
export interface VendorWire {
  /** How the gateway is pointed to a simulator at this URL. */
  environment(url: string): Readonly<Record<string, string>>;
  /** `undefined` = the credentials are good, otherwise the vendor's refusal. */
  authenticate(request: SimulatedRequest): Answer | undefined;
  /** The vendor's body, status and headers for a no. `retryAfterSeconds` is given with 429 answers. */
  refusal(refusal: Refusal, retryAfterSeconds?: number): Answer;
  readonly routes: readonly Route[];
}
