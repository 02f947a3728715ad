import { Fault, FaultPhase, faultRow, isFaultName } from './faults';

const IN_PROMPT = /\bfault:([a-z-]+)/g;

/** Decides which faults strike a create request. Faults of the same phase do not add up: the first listed wins. */
export class FaultPlan {
  private readonly seen = new Map<Fault, { offered: number; struck: number }>();
  private faults: readonly Fault[];

  constructor(faults: readonly (Fault | Fault['name'])[]) {
    this.faults = faults.map(toFault);
  }

  replace(faults: readonly (Fault | Fault['name'])[]): void {
    this.faults = faults.map(toFault);
    this.seen.clear();
  }

  /** At most one fault per phase. A prompt may name its own: `fault:output-moderation`. */
  draw(prompt: string): ReadonlyMap<FaultPhase, Fault> {
    const drawn = new Map<FaultPhase, Fault>();
    for (const [, name] of prompt.matchAll(IN_PROMPT)) {
      if (isFaultName(name)) drawn.set(faultRow(name).phase, { name });
    }
    for (const fault of this.faults) {
      const { phase } = faultRow(fault.name);
      if (this.strikes(fault) && !drawn.has(phase)) drawn.set(phase, fault);
    }
    return drawn;
  }

  private strikes(fault: Fault): boolean {
    const seen = this.seen.get(fault) ?? { offered: 0, struck: 0 };
    this.seen.set(fault, seen);
    seen.offered += 1;
    if (seen.offered % (fault.every ?? 1) !== 0 || seen.struck >= (fault.times ?? Infinity)) return false;
    seen.struck += 1;
    return true;
  }
}

const toFault = (fault: Fault | Fault['name']): Fault =>
  typeof fault === 'string' ? { name: fault } : fault;
