/**
 * One circuit per credential, as plain data. `closed`: creates pass. `open`: none does until `until`. `half_open`: one probe at a
 * time passes, and its outcome decides. Times are milliseconds since the epoch.
 */
export type Circuit =
  | { readonly state: 'closed'; readonly failures: number }
  | { readonly state: 'open'; readonly until: number; readonly openings: number }
  | { readonly state: 'half_open'; readonly probing: boolean; readonly openings: number };

/**
 * How a create call ended: taken; not taken through the fault of vendor or network; or in a way that says nothing about their
 * health (a client's mistake, moderation, an empty account, an aborted call).
 */
export type CircuitVerdict = 'success' | 'failure' | 'neutral';

export interface CircuitRules {
  /** Failures in a row that open it; 0 = it never opens. */
  readonly failures: number;
  /** Seconds the first opening lasts; each further one without a success in between lasts twice as long, up to ten times. */
  readonly openSeconds: number;
}

export interface CircuitAnswer {
  readonly circuit: Circuit;
  /** When to ask again; absent = go ahead, and report how it ended. */
  readonly askAgainAt?: number;
}

export const CLOSED: Circuit = { state: 'closed', failures: 0 };

const LONGEST_FACTOR = 10;
const LONGEST_PAUSE_MS = 3_600_000;
/** While somebody probes, the others look again this often. */
const PROBE_LOOK_MS = 1_000;

/** May a create call leave now? Pure. */
export function askCircuit(circuit: Circuit, now: number): CircuitAnswer {
  if (circuit.state === 'closed') return { circuit };
  if (circuit.state === 'open' && now < circuit.until) return { circuit, askAgainAt: circuit.until };
  if (circuit.state === 'half_open' && circuit.probing) return { circuit, askAgainAt: now + PROBE_LOOK_MS };
  return { circuit: { state: 'half_open', probing: true, openings: circuit.openings } };
}

/** The circuit after a create call. Pure. */
export function afterCall(
  circuit: Circuit,
  { verdict, retryAfterSeconds = 0 }: { verdict: CircuitVerdict; retryAfterSeconds?: number },
  now: number,
  rules: CircuitRules,
): Circuit {
  if (verdict === 'success' || rules.failures === 0) return CLOSED;
  if (verdict === 'neutral') return circuit.state === 'half_open' ? { ...circuit, probing: false } : circuit;
  const openings = circuit.state === 'closed' ? 0 : circuit.openings;
  // Calls that left before it opened tell nothing new.
  if (circuit.state === 'open') return circuit;
  const failures = circuit.state === 'closed' ? circuit.failures + 1 : Infinity;
  if (failures < rules.failures) return { state: 'closed', failures };
  const own = rules.openSeconds * Math.min(2 ** openings, LONGEST_FACTOR);
  const pauseMs = Math.min(Math.max(own, retryAfterSeconds) * 1000, LONGEST_PAUSE_MS);
  return { state: 'open', until: now + pauseMs, openings: openings + 1 };
}
