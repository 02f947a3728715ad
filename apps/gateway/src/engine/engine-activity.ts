import { Injectable } from '@nestjs/common';

export type StepResult = 'done' | 'failed' | 'stopped';

/** Something the engine did, for whoever counts. */
export type EngineAct =
  | { readonly what: 'step'; readonly kind: string; readonly result: StepResult; readonly seconds: number }
  | {
      readonly what: 'vendor_call';
      readonly provider: string;
      /** HTTP status, or an error code when no answer came. */
      readonly outcome: string;
      readonly seconds: number;
    }
  | { readonly what: 'archived'; readonly bytes: number };

/** Tells what this process does, as it does it; nothing is kept. */
@Injectable()
export class EngineActivity {
  private readonly listeners: ((act: EngineAct) => void)[] = [];

  onAct(listener: (act: EngineAct) => void): void {
    this.listeners.push(listener);
  }

  report(act: EngineAct): void {
    for (const listener of this.listeners) listener(act);
  }
}
